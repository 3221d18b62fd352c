internal import CGnuTLS
internal import Glibc

/// The certificate that a client has sent in a handshake.
enum PeerCertificate {
    /// Whether the client may come in by its certificate, or without one.
    static func isWelcome(_ session: OpaquePointer, _ settings: TLSSettings) -> Bool {
        var count: UInt32 = 0
        guard let chain = unsafe gnutls_certificate_get_peers(session, &count), count > 0 else {
            return !settings.clientAuthentication.requiresCertificate
        }
        if settings.clientAuthentication.verifies, unsafe !mps_tls_is_trusted(session) { return false }
        guard let allowed = settings.clientNames else { return true }
        return unsafe names(of: chain.pointee).contains { allowed.contains($0) }
    }

    /// The alternative names of a certificate in DER that are a DNS name, an e-mail or IP address, or a URI.
    private static func names(of der: gnutls_datum_t) -> [String] {
        var der = unsafe der
        var made: gnutls_x509_crt_t?
        guard unsafe gnutls_x509_crt_init(&made) == 0, let certificate = unsafe made else { return [] }
        defer { unsafe gnutls_x509_crt_deinit(certificate) }
        guard unsafe gnutls_x509_crt_import(certificate, &der, GNUTLS_X509_FMT_DER) == 0 else { return [] }
        var names: [String] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        for index in 0..<UInt32.max {
            var size = buffer.count
            let type = unsafe gnutls_x509_crt_get_subject_alt_name(certificate, index, &buffer, &size, nil)
            if type == GNUTLS_E_SHORT_MEMORY_BUFFER { continue }
            guard type >= 0 else { break }
            switch gnutls_x509_subject_alt_name_t(UInt32(type)) {
            case GNUTLS_SAN_DNSNAME, GNUTLS_SAN_RFC822NAME, GNUTLS_SAN_URI:
                names.append(String(decoding: buffer.prefix(size), as: UTF8.self))
            case GNUTLS_SAN_IPADDRESS:
                if let address = text(ofAddress: Array(buffer.prefix(size))) { names.append(address) }
            default: continue
            }
        }
        return names
    }

    private static func text(ofAddress bytes: [UInt8]) -> String? {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard unsafe inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
