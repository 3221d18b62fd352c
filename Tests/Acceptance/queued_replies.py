"""What an API says of queues that stand still or move."""

import time

from scripted_api import page


def busy_page(request):
    """Depths, one task that has waited since long ago, and one that has run for a quarter of an hour."""
    if request["Status"] == "FINISH":
        return page(total=0)
    unset, long_ago = "0000-00-00T00:00:00Z", "2026-01-01T00:00:00Z"
    begun = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 900))
    waits = request["Status"] == "WAITING"
    task = {"TaskId": f"100-WorkflowTask-{1 if waits else 2}", "TaskType": "WorkflowTask", "CreateTime": long_ago,
            "BeginProcessTime": unset if waits else begun, "FinishTime": unset, "SubTaskTypes": []}
    return page(task, total=1234 if waits else 1)


def finished_task(identity: str, end: float, seconds: int) -> dict:
    """A task that ended at a moment, and was worked on for so long from its creation on."""
    times = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment)) for moment in (end - seconds, end - seconds, end)]
    task = {"TaskId": identity, "TaskType": "WorkflowTask", "SubTaskTypes": ["Transcode"]}
    return task | dict(zip(("CreateTime", "BeginProcessTime", "FinishTime"), times))


def finished_page(request, tasks: list):
    """A history of these tasks and no other, of an API that knows no filter for failed ones."""
    return page(*tasks if request["Status"] == "FINISH" and request.get("SubTaskHasFailed") is None else [])


def moving_page(request, began: float):
    """A task more each second since `began`: one that has begun and is not done (SecretId `filling`), or one that has
    finished and was created before the counters begin, so that more is finished than submitted (`draining`)."""
    def moment(seconds: float) -> str:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
    finishes, unset = request.secret_id == "draining", "0000-00-00T00:00:00Z"
    if request["Status"] == "WAITING":
        return page(total=1234)
    if request["Status"] != ("FINISH" if finishes else "PROCESSING"):
        return page()
    tasks = [{"TaskId": f"100-WorkflowTask-{second}", "TaskType": "WorkflowTask", "SubTaskTypes": [],
              "CreateTime": moment(second - (3600 if finishes else 30)), "BeginProcessTime": moment(second),
              "FinishTime": moment(second) if finishes else unset}
             for second in reversed(range(int(began), int(time.time())))]
    return page(*tasks)
