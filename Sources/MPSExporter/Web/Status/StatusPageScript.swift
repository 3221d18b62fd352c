/// The one script of the status page: it reads `/api/v1/status` and fills what the server had filled before, in the same
/// words (`AccountFields`, `StatusText`) and with the same curves (`HistoryChart`).
enum StatusPageScript {
    /// The whole script, in a function of its own: names such as `top` are the window's.
    static let text = "\"use strict\";\n(() => {\n" + values + words + curves + refreshing + "\n})();\n"

    private static let values = #"""
        const decimal = (value) => (Math.round(value * 10) / 10).toFixed(1);
        const count = (number) => number === undefined ? "unknown"
          : String(number).replace(/\B(?=(\d{3})+$)/g, ",");
        const duration = (seconds) => {
          if (seconds === undefined) return "unknown";
          if (seconds < 9.95) return decimal(Math.max(0, seconds)) + " s";
          const whole = Math.round(seconds), floor = Math.floor;
          if (whole < 60) return whole + " s";
          if (whole < 3600) return floor(whole / 60) + " min " + whole % 60 + " s";
          if (whole < 86400) return floor(whole / 3600) + " h " + floor(whole / 60) % 60 + " min";
          return count(floor(whole / 86400)) + " d " + floor(whole / 3600) % 24 + " h";
        };
        const rate = (perMinute) => perMinute === undefined ? "unknown"
          : perMinute < 9.95 ? decimal(perMinute) : count(Math.round(perMinute));
        const moment = (seconds, now) => {
          if (seconds === undefined) return "unknown";
          const text = new Date(seconds * 1000).toISOString(), time = text.slice(11, 19) + " UTC";
          return Math.abs(now - seconds) < 86400 ? time : text.slice(0, 10) + " " + time;
        };

        """#

    private static let words = #"""
        const states = { starting: "not polled yet", ok: "up to date", failing: "failing", stale: "stale" };
        const notices = {
          starting: "No poll has ended yet, so nothing is known of the queue.",
          failing: "The last poll failed. Values that it could not read are older.",
          stale: "No poll has ended for three intervals. All values are older.",
        };
        const trends = { empty: "nothing waits", growing: "growing", steady: "steady", stalled: "stalled",
          unknown: "unknown" };
        const oldest = (queue) => {
          if (queue.depth === 0 && queue.isCurrent) return "none";
          if (queue.oldestAgeSeconds === undefined) return "unknown";
          return queue.oldestTimestampSeconds === undefined ? "none" : duration(queue.oldestAgeSeconds);
        };
        const polled = (account, now) => {
          const poll = account.lastPoll;
          if (!poll) return "none has ended yet";
          return (poll.isSuccessful ? "succeeded" : "failed") + " at " + moment(poll.timestampSeconds, now) + ", took "
            + duration(poll.durationSeconds) + "; " + count(account.failedPolls) + " of " + count(account.polls)
            + " failed since the start";
        };
        const failed = (error, now) => !error ? "none since the start"
          : error.code + " for " + error.status + " at " + moment(error.timestampSeconds, now)
            + (error.isMended ? ", mended" : "") + ": " + error.message;
        const notice = (account) => {
          const found = notices[account.state] ? [notices[account.state]] : [];
          if (!account.isStateWritable) found.push("The state file cannot be written: counting is suspended.");
          if ([account.waiting, account.processing].some((queue) => queue.isCurrent && queue.isListingComplete === false))
            found.push("The listing is longer than one poll reads: oldest tasks are of the last whole one.");
          if (account.isCatchingUp)
            found.push("Tasks that finished before are still being counted: rates and waits are known afterwards.");
          return found.join(" ");
        };
        const ended = (window, account, now) => {
          const isOfLastPoll = account.lastPoll && window.windowEndTimestampSeconds >= account.lastPoll.timestampSeconds;
          return isOfLastPoll && account.state !== "stale" ? "" : moment(window.windowEndTimestampSeconds, now);
        };
        const meant = (rates, end, account) => rates
          ? "mean of " + duration(rates.windowSeconds) + (end && " until " + end)
          : account.isCatchingUp ? "after catching up" : "after two polls that succeed";
        const started = (wait, account, now) => {
          if (!wait) return "unknown";
          const end = ended(wait, account, now), time = duration(wait.windowSeconds);
          return count(wait.tasks) + " started in " + (end ? time + " until " + end : "the last " + time);
        };
        const fields = (account, now) => {
          const { rates, wait, drain } = account, end = rates ? ended(rates, account, now) : "";
          const waited = (seconds) => wait?.tasks === 0 ? "none started" : duration(seconds);
          const texts = {
            state: states[account.state], notice: notice(account),
            submitted: rate(rates?.submittedPerMinute), finished: rate(rates?.finishedPerMinute),
            window: meant(rates, end, account), started: started(wait, account, now),
            median: waited(wait?.medianSeconds), p95: waited(wait?.p95Seconds),
            drain: drain.trend === "draining" ? duration(drain.seconds) : trends[drain.trend],
            "drain-note": end && drain.trend !== "empty" && drain.trend !== "unknown" ? "as of " + end : "",
            poll: polled(account, now), error: failed(account.lastError, now),
          };
          for (const name of ["waiting", "processing", "finish"]) {
            const queue = account[name];
            texts[name] = count(queue.depth);
            texts[name + "-note"] = queue.depth === undefined || queue.isCurrent && account.state !== "stale" ? ""
              : "as of " + moment(queue.depthTimestampSeconds, now);
            texts[name + "-oldest"] = oldest(queue);
          }
          return texts;
        };

        """#

    private static let curves = #"""
        const place = (value) => String(Math.round(value * 10) / 10);
        const top = (series) => {
          const value = Math.max(0, ...series.flat().filter((value) => value !== null));
          let power = 1;
          while (power * 10 < value) power *= 10;
          return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
        };
        const curve = (times, series, highest, now, draw) => {
          const x = times.map((time) => Math.max(0, Math.min(600, 600 + (time - now) / 3600 * 600)));
          let last = null;
          return series.reduce((path, value, index) => {
            if (value === null) return path;
            const before = x[last ?? Math.max(0, index - 1)], isBroken = index === 0 || series[index - 1] === null;
            last = index;
            return path + draw(place(before), place(x[index]), place(100 - value / highest * 100), isBroken);
          }, "");
        };
        const line = (before, x, y, isBroken) => isBroken ? `M${x} ${y}h0` : `L${x} ${y}`;
        const step = (before, x, y, isBroken) => (isBroken ? `M${before} ${y}` : `V${y}`) + `H${x}`;
        const charts = (history, now) => {
          const depth = [history.waiting, history.processing];
          const rates = [history.submittedPerMinute, history.finishedPerMinute];
          const times = history.timestampSeconds, tops = [top(depth), top(rates)];
          return {
            tops: { "depth-top": count(tops[0]), "rates-top": count(tops[1]) },
            paths: {
              depth0: curve(times, depth[0], tops[0], now, line), depth1: curve(times, depth[1], tops[0], now, line),
              rates0: curve(times, rates[0], tops[1], now, step), rates1: curve(times, rates[1], tops[1], now, step),
            },
          };
        };

        """#

    // Where the page's address holds a password, one relative to it would too, which fetch refuses.
    private static let refreshing = #"""
        const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
        const fill = (element, account, now) => {
          const { tops, paths } = charts(account.history, now), texts = { ...fields(account, now), ...tops };
          element.dataset.state = account.state;
          for (const child of element.querySelectorAll("[data-f]")) put(child, texts[child.dataset.f]);
          for (const child of element.querySelectorAll("[data-c]")) child.setAttribute("d", paths[child.dataset.c]);
        };
        const show = (report) => {
          const accounts = new Map(report.accounts.map((account) => [account.account, account]));
          const elements = [...document.querySelectorAll("[data-account]")];
          const shown = new Set(elements.map((element) => element.dataset.account));
          if (shown.size !== accounts.size || [...shown].some((name) => !accounts.has(name))) return location.reload();
          for (const element of elements)
            fill(element, accounts.get(element.dataset.account), report.timestampSeconds);
          put(document.getElementById("made"), moment(report.timestampSeconds, report.timestampSeconds));
        };
        const lost = (reason) => {
          const alarm = document.getElementById("alarm");
          document.body.classList.toggle("lost", reason !== "");
          alarm.hidden = reason === "";
          put(alarm, reason === "" ? "" : "The exporter does not answer (" + reason + "). What is shown is of "
            + document.getElementById("made").textContent + ".");
        };
        const source = new URL("api/v1/status", location.origin + location.pathname);
        const refresh = async () => {
          try {
            const answer = await fetch(source, { cache: "no-store", signal: AbortSignal.timeout(4000) });
            if (!answer.ok) throw new Error("status " + answer.status);
            show(await answer.json());
            lost("");
          } catch (error) {
            lost(error.message);
          }
        };
        refresh();
        setInterval(() => { if (!document.hidden) refresh(); }, 5000);
        document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
        """#
}
