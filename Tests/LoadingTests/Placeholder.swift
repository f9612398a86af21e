@testable import Loading
