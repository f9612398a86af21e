@testable import Importing
