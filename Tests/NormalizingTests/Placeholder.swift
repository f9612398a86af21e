@testable import Normalizing
