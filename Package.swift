// swift-tools-version: 6.3
// Targets stand in the order in which data flows; see Sources/README.md.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

func system(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(
        name: name,
        path: "Sources/System/\(name)",
        pkgConfig: pkgConfig,
        providers: [.apt([apt])]
    )
}

func shim(_ name: String, over system: String? = nil, link libraries: [String] = []) -> Target {
    .target(
        name: name,
        dependencies: system.map { [.byName(name: $0)] } ?? [],
        linkerSettings: libraries.map { .linkedLibrary($0) }
    )
}

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

/// libFuzzer's entry into the importers; only `scripts/fuzz` builds it.
let fuzzing: [Target] =
    Context.environment["SLUICE_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "Fuzzing",
            dependencies: ["Importing"],
            path: "Tests/Fuzzing",
            swiftSettings: strict + [.unsafeFlags(["-sanitize=fuzzer"])],
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"])]
        )
    ]

let package = Package(
    name: "sluice",
    products: [.executable(name: "sluice", targets: ["sluice"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        system("LibICU", "icu-i18n", apt: "libicu-dev"),
        system("LibXML2", "libxml-2.0", apt: "libxml2-dev"),
        system("LibZ", "zlib", apt: "zlib1g-dev"),
        system("LibSQLite", "sqlite3", apt: "libsqlite3-dev"),
        shim("CICU", over: "LibICU", link: ["icuuc", "icui18n"]),
        shim("CXML", over: "LibXML2", link: ["xml2"]),
        shim("CZlib", over: "LibZ", link: ["z"]),
        shim("CSQLiteReader", over: "LibSQLite", link: ["sqlite3"]),
        shim("CTables"),

        module("Records", []),
        module("CRM", ["Records"]),
        module(
            "Storage",
            ["Records", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        module("Importing", ["Records", "CRM", "CZlib", "CXML", "CICU", "CSQLiteReader"]),
        module("Normalizing", ["Records", "CRM", "CICU", "CTables"]),
        module("Matching", ["Records", "CRM"]),
        module("Validating", ["Records", "CRM"]),
        module(
            "Loading",
            ["Records", "CRM", "Storage", .product(name: "Crypto", package: "swift-crypto")]
        ),
        module("Reporting", ["Records"]),
        module(
            "Pipelines",
            [
                "Records", "CRM", "Importing", "Normalizing", "Matching", "Validating", "Loading",
                "Yams", .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .executableTarget(
            name: "sluice",
            dependencies: [
                "Pipelines", "Reporting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: ["Records"],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        tests("RecordsTests", ["Records"]),
        tests("CRMTests", ["CRM"]),
        tests("ImportingTests", ["Importing"]),
        tests("NormalizingTests", ["Normalizing"]),
        tests("MatchingTests", ["Matching"]),
        tests("ValidatingTests", ["Validating"]),
        tests("LoadingTests", ["Loading"]),
        tests("ReportingTests", ["Reporting"]),
        tests("PipelinesTests", ["Pipelines", "Reporting"]),
    ] + fuzzing
)
