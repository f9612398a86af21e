import ArgumentParser
import Importing
import Pipelines
import Records

/// Failures of single-file commands as the user sees them.
enum Failures {
    /// Prints the failure and gives the exit code to throw.
    static func show(_ error: any Error) -> any Error {
        if error is ExitCode || error is ValidationError { return error }
        let (diagnostic, code) = FailureText.diagnostic(error)
        Terminal.write(
            diagnostic.rendered(color: Terminal.usesColor(false)) + "\n",
            to: .standardError
        )
        return ExitCode(Int32(code))
    }
}
