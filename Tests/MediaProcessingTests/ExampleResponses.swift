/// The three example responses of the API's documentation of `DescribeTasks`, byte for byte.
///
/// The second and third are odd: a task of a FINISH listing without FinishTime, one of a PROCESSING listing with it.
enum ExampleResponses {
    /// Example 1: obtaining a task list, status FINISH.
    static let finishedFirstPage = #"""
        {
            "Response": {
                "TotalCount": 12,
                "TaskSet": [
                    {
                        "TaskId": "taskId1",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    },
                    {
                        "TaskId": "taskId2",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    },
                    {
                        "TaskId": "taskId3",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    },
                    {
                        "TaskId": "taskId4",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    },
                    {
                        "TaskId": "taskId5",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    }
                ],
                "ScrollToken": "taskId6",
                "RequestId": "46311b39-10ce-47eb-b2b6-7ce82bb4476d"
            }
        }
        """#

    /// Example 2: the same listing continued with its ScrollToken.
    static let finishedLastPage = #"""
        {
            "Response": {
                "TotalCount": 1,
                "TaskSet": [
                    {
                        "TaskId": "taskId7",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "0000-00-00T00:00:00Z"
                    }
                ],
                "ScrollToken": "",
                "RequestId": "46311b39-10ce-47eb-b2b6-7ce82bb4476d"
            }
        }
        """#

    /// Example 3: tasks being processed.
    static let processing = #"""
        {
            "Response": {
                "TotalCount": 1,
                "TaskSet": [
                    {
                        "TaskId": "taskId6",
                        "TaskType": "WorkflowTask",
                        "SubTaskTypes": [
                            "action-trans"
                        ],
                        "CreateTime": "2018-12-27T13:57:15Z",
                        "BeginProcessTime": "2018-12-27T13:57:15Z",
                        "FinishTime": "2018-12-27T13:57:15Z"
                    }
                ],
                "ScrollToken": "",
                "RequestId": "46311b39-10ce-47eb-b2b6-7ce82bb4476d"
            }
        }
        """#
}
