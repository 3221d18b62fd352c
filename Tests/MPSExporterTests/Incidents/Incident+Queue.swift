import MPSSimulator

/// What can go wrong with the queue. Each begins after a calm hour.
extension Incident {
    /// Four times as many tasks arrive for forty minutes; half an hour later there are more workers.
    static let burst = Incident(
        name: "burst of arrivals",
        story: [
            Step(at: 60) { $0.account { $0.queue.setArrivalRate(0.8) } },
            Step(at: 100) { $0.account { $0.queue.setArrivalRate(0.2) } },
            Step(at: 130) { $0.account { $0.queue.setWorkers(40) } },
        ],
        over: 130, lasts: 560,
        alerts: """
            within  resolved
                14        41   MPSOldestTaskTooOld warning
                22        39   MPSOldestTaskTooOld critical
                25        49   MPSWaitSLOBurn critical task_type=EditMediaTask long=1h
                26        69   MPSWaitSLOBurn critical task_type=EditMediaTask long=6h
                28        49   MPSWaitSLOBurn critical task_type=WorkflowTask long=1h
                28        69   MPSWaitSLOBurn critical task_type=WorkflowTask long=6h
                31         1   MPSBacklogForecast critical
                31         1   MPSBacklogGrowing warning
                35       158   MPSWaitSLOBurn warning task_type=EditMediaTask long=1d
                36         1   MPSBacklogForecast warning
                36         3   MPSDrainTimeTooLong warning
                36       158   MPSWaitSLOBurn warning task_type=WorkflowTask long=1d
                49       398   MPSWaitSLOBurn warning task_type=WorkflowTask long=3d
                50       398   MPSWaitSLOBurn warning task_type=EditMediaTask long=3d
            """)

    /// Half of the workers are gone for an hour, and those left cannot keep up.
    static let workersHalved = Incident(
        name: "workers halved",
        story: [
            Step(at: 60) { $0.account { $0.queue.setWorkers(8) } },
            Step(at: 120) { $0.account { $0.queue.setWorkers(16) } },
        ],
        over: 120, lasts: 560,
        alerts: """
            within  resolved
                18        55   MPSOldestTaskTooOld warning
                35        36   MPSOldestTaskTooOld critical
                42        44   MPSWaitSLOBurn critical task_type=EditMediaTask long=1h
                44        63   MPSWaitSLOBurn critical task_type=EditMediaTask long=6h
                45        44   MPSWaitSLOBurn critical task_type=WorkflowTask long=1h
                45        63   MPSWaitSLOBurn critical task_type=WorkflowTask long=6h
                50       152   MPSWaitSLOBurn warning task_type=WorkflowTask long=1d
                53        14   MPSBacklogGrowing warning
                53       150   MPSWaitSLOBurn warning task_type=EditMediaTask long=1d
                58        21   MPSDrainTimeTooLong warning
                62       392   MPSWaitSLOBurn warning task_type=WorkflowTask long=3d
                63        16   MPSBacklogForecast warning
                68       391   MPSWaitSLOBurn warning task_type=EditMediaTask long=3d
            """)

    /// Tasks of a type that is rare do not start for an hour; all others do.
    static let typeStuck = Incident(
        name: "one type stuck",
        story: [
            Step(at: 60) { $0.account { $0.queue.setStoppedTypes(["EditMediaTask"]) } },
            Step(at: 120) { $0.account { $0.queue.setStoppedTypes([]) } },
        ],
        over: 120, lasts: 520,
        alerts: """
            within  resolved
                13         6   MPSOldestTaskTooOld warning
                18         6   MPSOldestTaskTooOld critical
                25         3   MPSQueueStuck critical task_type=EditMediaTask
                65        16   MPSWaitSLOBurn critical task_type=EditMediaTask long=1h
                68        36   MPSWaitSLOBurn critical task_type=EditMediaTask long=6h
                78       125   MPSWaitSLOBurn warning task_type=EditMediaTask long=1d
                93       365   MPSWaitSLOBurn warning task_type=EditMediaTask long=3d
            """)

    /// Nothing starts for forty minutes; then there is hardly more capacity than arrivals, and help after two hours.
    static let slowDrain = Incident(
        name: "slow drain after an outage",
        story: [
            Step(at: 60) { $0.account { $0.queue.setWorkers(0) } },
            Step(at: 100) { $0.account { $0.queue.setWorkers(13) } },
            Step(at: 220) { $0.account { $0.queue.setWorkers(32) } },
        ],
        over: 220, lasts: 660,
        alerts: """
            within  resolved
                13        19   MPSOldestTaskTooOld warning
                18        16   MPSOldestTaskTooOld critical
                25         1   MPSQueueStuck critical task_type=EditMediaTask
                25         1   MPSQueueStuck critical task_type=WorkflowTask
                35         1   MPSBacklogGrowing warning
                39         1   MPSBacklogForecast critical
                40         1   MPSBacklogForecast warning
                40         5   MPSDrainTimeTooLong warning
                47        26   MPSWaitSLOBurn critical task_type=EditMediaTask long=1h
                47        25   MPSWaitSLOBurn critical task_type=WorkflowTask long=1h
                50        45   MPSWaitSLOBurn critical task_type=EditMediaTask long=6h
                51        45   MPSWaitSLOBurn critical task_type=WorkflowTask long=6h
                59       134   MPSWaitSLOBurn warning task_type=WorkflowTask long=1d
                60       135   MPSWaitSLOBurn warning task_type=EditMediaTask long=1d
                73       374   MPSWaitSLOBurn warning task_type=WorkflowTask long=3d
                75       375   MPSWaitSLOBurn warning task_type=EditMediaTask long=3d
            """)
}
