/// The one style sheet of the status page.
enum StatusPageStyle {
    static let text = """
        :root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1b1f24; --soft: #5b6570; --line: #d9dee4;
        --blue: #1a5fcb; --orange: #b35900; --green: #1a7f37; --red: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --page: #101418; --card: #191f25; --ink: #e6eaee; --soft: #9aa5b1;
        --line: #303942; --blue: #6cb0ff; --orange: #f0a35e; --green: #62c975; --red: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 72rem; background: var(--page); color: var(--ink);
        font: 1rem/1.45 system-ui, sans-serif; overflow-wrap: anywhere; }
        h1 { margin: 0; font-size: 1.4rem; }
        h2 { margin: 0; font-size: 1.15rem; display: flex; flex-wrap: wrap; gap: 0.2rem 0.6rem; align-items: baseline; }
        p { margin: 0.4rem 0; }
        a { color: var(--blue); }
        nav a { margin-right: 1rem; display: inline-block; padding: 0.2rem 0; }
        .soft, .note, dt, figcaption, .axis, th { color: var(--soft); font-size: 0.875rem; }
        section, .overview { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem;
        margin: 1rem 0; }
        .overview { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: right; padding: 0.25rem 0.5rem; white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 6rem; }
        th:nth-child(2), td:nth-child(2) { text-align: left; }
        th[scope="row"] { font-size: inherit; font-weight: normal; }
        tbody tr { border-top: 1px solid var(--line); }
        .state { font-size: 0.875rem; font-weight: 600; color: var(--soft); white-space: nowrap; }
        .state::before { content: "\\25CF\\00A0"; }
        [data-state="ok"] .state { color: var(--green); }
        [data-state="failing"] .state, [data-state="stale"] .state { color: var(--red); }
        .notice, #alarm { border-left: 0.25rem solid var(--red); padding: 0.3rem 0.7rem; font-weight: 600; }
        [data-state="starting"] .notice { border-color: var(--soft); }
        .notice:empty, .note:empty { display: none; }
        dl { margin: 0.8rem 0; }
        dd { margin: 0; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.8rem 1rem; }
        .figures dd:not(.note) { font-size: 1.35rem; font-variant-numeric: tabular-nums; }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1rem; }
        figure { margin: 0; }
        figcaption { display: flex; flex-wrap: wrap; gap: 0 0.8rem; }
        figcaption b { color: var(--ink); font-weight: 600; }
        .top { margin-left: auto; }
        .first::before, .second::before { content: "\\2501\\00A0"; font-weight: 700; }
        .first::before { color: var(--blue); }
        .second::before { color: var(--orange); }
        svg { display: block; width: 100%; height: 7rem; margin: 0.3rem 0; overflow: visible; }
        path { fill: none; stroke-width: 2; stroke-linecap: round; vector-effect: non-scaling-stroke; }
        path.grid { stroke: var(--line); stroke-width: 1; }
        path.first { stroke: var(--blue); }
        path.second { stroke: var(--orange); stroke-dasharray: 5 4; }
        .axis { display: flex; justify-content: space-between; margin: 0; }
        .last div { margin: 0.3rem 0; }
        .last dt { display: inline; }
        .last dt::after { content: ": "; }
        .last dd { display: inline; }
        body.lost main { opacity: 0.9; filter: grayscale(1); }
        body.lost [data-state] .state { color: var(--soft); }
        @media (max-width: 40rem) { body { padding: 0.6rem; } section, .overview { padding: 0.7rem; }
        th, td { padding: 0.25rem; } th:nth-child(4), td:nth-child(4), th:nth-child(5), td:nth-child(5) { display: none; }
        td .state, td:last-child { white-space: normal; } }
        """
}
