// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds the program builds this. `package` access does not reach across
// packages and a target cannot lie outside its package: the rooms it measures are symbolic links in Sources.
let package = Package(
    name: "Benchmarks",
    dependencies: [
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CurlHTTP", dependencies: ["CLibcurl"]),
        .target(name: "TencentCloud", dependencies: ["CurlHTTP", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "MediaProcessing", dependencies: ["TencentCloud"]),
        .target(name: "TaskLedger", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
        .executableTarget(
            name: "PageBenchmark", dependencies: ["CurlHTTP", "TencentCloud", "MediaProcessing", "TaskLedger"]),
        .executableTarget(name: "LedgerBenchmark", dependencies: ["TaskLedger"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .strictMemorySafety(),  // SE-0458
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        .enableUpcomingFeature("InferIsolatedConformances"),  // SE-0470
        .enableUpcomingFeature("ImmutableWeakCaptures"),  // SE-0481
    ]
}
