// swift-tools-version: 6.2
import PackageDescription

// The commit that is built, told by the Makefile; see Sources/CRevision.
let revision = Context.environment["MPS_REVISION"].flatMap { UInt64($0, radix: 16) } ?? 0

let package = Package(
    name: "mps-exporter",
    products: [.executable(name: "mps-exporter", targets: ["mps-exporter"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // Libraries of the system.
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CGnuTLS", pkgConfig: "gnutls", providers: [.apt(["libgnutls28-dev"])]),
        .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CRevision", cSettings: [.define("MPS_REVISION", to: "\(revision)u")]),

        // The rooms, from the wire inwards; see docs/architecture.md.
        .target(name: "CurlHTTP", dependencies: ["CLibcurl", "CGnuTLS"]),
        .target(name: "TencentCloud", dependencies: ["CurlHTTP"]),
        .target(name: "MediaProcessing", dependencies: ["TencentCloud"]),
        .target(name: "TaskLedger", dependencies: [.product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Exposition"),
        .target(name: "MicroHTTP", dependencies: ["CMicrohttpd", "CZlib", "CGnuTLS", "CCrypt"]),
        .target(
            name: "MPSExporter",
            dependencies: [
                "CurlHTTP", "TencentCloud", "MediaProcessing", "TaskLedger", "Exposition", "MicroHTTP",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(name: "MPSSimulator", dependencies: ["MicroHTTP", "MediaProcessing", "TencentCloud"]),
        .executableTarget(
            name: "mps-exporter",
            dependencies: [
                "MPSExporter", "MPSSimulator", "CurlHTTP", "TencentCloud", "MediaProcessing", "MicroHTTP", "CRevision",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // What they promise, and the other programs that show it.
        .target(name: "ChildPrograms", path: "Tests/ChildPrograms"),
        .testTarget(name: "CurlHTTPTests", dependencies: ["CurlHTTP", "ChildPrograms"], exclude: ["Peers"]),
        .testTarget(name: "TencentCloudTests", dependencies: ["TencentCloud", "CurlHTTP"]),
        .testTarget(name: "MediaProcessingTests", dependencies: ["MediaProcessing", "TencentCloud", "CurlHTTP"]),
        .testTarget(name: "TaskLedgerTests", dependencies: ["TaskLedger"], exclude: ["Fixtures"]),
        .testTarget(name: "ExpositionTests", dependencies: ["Exposition"], exclude: ["Fixtures"]),
        .testTarget(name: "MicroHTTPTests", dependencies: ["MicroHTTP"]),
        .testTarget(name: "MPSSimulatorTests", dependencies: ["MPSSimulator", "TencentCloud", "MediaProcessing"]),
        .testTarget(
            name: "MPSExporterTests",
            dependencies: [
                "MPSExporter", "MPSSimulator", "TaskLedger", "Exposition", "MediaProcessing", "TencentCloud",
                "CurlHTTP", "MicroHTTP", "ChildPrograms",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// What measures the rooms is built only where it is asked for, by Benchmarks/run.
if Context.environment["MPS_BENCHMARKS"] != nil {
    package.targets += [
        .executableTarget(
            name: "PageBenchmark",
            dependencies: ["CurlHTTP", "TencentCloud", "MediaProcessing", "TaskLedger", "MPSExporter"],
            path: "Benchmarks/PageBenchmark"
        ),
        .executableTarget(name: "LedgerBenchmark", dependencies: ["TaskLedger"], path: "Benchmarks/LedgerBenchmark"),
    ]
}

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
