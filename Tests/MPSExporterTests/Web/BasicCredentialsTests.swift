import MPSExporter
import Testing

@Suite struct BasicCredentialsTests {
    @Test(arguments: [
        ("Basic YTpi", "a", "b"), ("basic YTpi", "a", "b"), ("BASIC YTpiOmM=", "a", "b:c"), ("Basic Og==", "", ""),
        ("Basic w7w6w6Q=", "ü", "ä"),
    ])
    func `reads name and password`(field: String, name: String, password: String) {
        let credentials = BasicCredentials(field)
        #expect(credentials?.name == Array(name.utf8))
        #expect(credentials?.password == Array(password.utf8))
    }

    @Test(arguments: [
        nil, "", "Basic", "Basic ", "BasicYTpi", "Bearer YTpi", "Basic YQ==", "Basic YTpi!", "Basic YTpiOm",
        "Basic  YTpi",
    ])
    func `takes nothing else`(field: String?) {
        #expect(BasicCredentials(field) == nil)
    }
}
