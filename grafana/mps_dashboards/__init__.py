"""The dashboards of mps-exporter as code; `generate.py` writes them as JSON for Grafana."""
