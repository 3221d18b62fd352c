internal import MicroHTTP

extension WebConfiguration {
    /// What keeps people out.
    enum Guard: Hashable {
        case passwords, clientCertificates, authorities, names
    }

    /// Everything of that kind.
    var guards: Set<Guard> {
        var guards: Set<Guard> = []
        if !users.isEmpty { guards.insert(.passwords) }
        if let tls, tls.clientAuthentication.requiresCertificate { guards.insert(.clientCertificates) }
        if let tls, tls.clientAuthentication.verifies { guards.insert(.authorities) }
        if let tls, tls.clientNames != nil { guards.insert(.names) }
        return guards
    }
}
