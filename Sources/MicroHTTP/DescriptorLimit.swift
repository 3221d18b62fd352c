import Glibc

/// How many descriptors the process may have open.
package enum DescriptorLimit {
    /// Raises the soft limit, which many systems leave at 1024, as far as the hard one allows but not beyond `wanted`, and
    /// returns what it is then. A limit that is higher already stays.
    package static func raised(to wanted: Int) -> Int {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0 else { return wanted }
        let higher = min(rlim_t(wanted), limit.rlim_max)
        if higher > limit.rlim_cur {
            var raised = rlimit(rlim_cur: higher, rlim_max: limit.rlim_max)
            if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
