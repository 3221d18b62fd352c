import CurlHTTP
import FoundationEssentials
import MPSSimulator
import MediaProcessing
import TencentCloud

extension SimulatedAPI {
    /// The bytes of a reply to the first account.
    func reply(to request: TaskPageRequest, at time: UnixTime) throws -> [UInt8] {
        var signer = TC3Signer(
            service: MediaProcessingClient.service, endpoint: try Endpoint(parsing: "http://mps.test"), region: nil)
        let signed = signer.request(
            action: "DescribeTasks", body: [UInt8](try JSONEncoder().encode(request)), credential: credentials[0],
            at: time)
        let call = SimulatedCall(
            method: signed.method.rawValue, fields: signed.fields.map { ($0.name, $0.value) }, body: signed.body)
        return respond(to: call).body
    }
}
