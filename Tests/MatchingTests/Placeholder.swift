@testable import Matching
