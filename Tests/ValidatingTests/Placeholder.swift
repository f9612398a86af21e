@testable import Validating
