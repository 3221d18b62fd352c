"""Checks of the generated dashboards: readable, by the rules of dashboard-linter, and true on a real Prometheus."""
