import Importing
import Loading
import Records

/// Failures of commands on single files as diagnostics with their exit codes.
package enum FailureText {
    package static func diagnostic(_ error: any Error) -> (Diagnostic, exitCode: Int) {
        switch error {
        case let failure as ImportFailure:
            var diagnostic = Diagnostic(failure.kind, failure.message)
            diagnostic.hint = failure.hint
            return (diagnostic, 2)
        case let failure as LoadFailure:
            return (failure.diagnostic, failure.exitCode)
        default:
            return (Diagnostic(RunFindings.cannotWrite, "\(error)"), 3)
        }
    }
}
