@testable import CRM
