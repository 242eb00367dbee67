// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code lanewise}. */
@Command(
        name = "lanewise",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = LanewiseVersion.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "int8 neural networks for Java on ARM Linux.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuantizeCommand.class,
            TrainCommand.class,
            PruneCommand.class,
            PreflightCommand.class,
            ConvertCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            RunCommand.class,
            InspectCommand.class,
            DoctorCommand.class,
            DemoCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  lanewise quantize model.tflite -s images/ --scale 1/255 -o model_int8.tflite",
            "  lanewise evaluate model.tflite model_int8.tflite -s test/ --scale 1/255",
            "  lanewise inspect model_int8.tflite",
            "  lanewise COMMAND --help"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed; one line on stderr says why", "2:the command line is wrong"})
public final class Lanewise implements Runnable {
    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean verbose;

    @Spec
    private CommandSpec spec;

    private Lanewise() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
            handler.setFormatter(new LogLine());
        }
        try {
            System.exit(commandLine().execute(args));
        } catch (VirtualMachineError e) {
            System.err.println("lanewise: " + Failures.message(e));
            System.exit(CommandLine.ExitCode.SOFTWARE);
        }
    }

    static CommandLine commandLine() {
        Lanewise lanewise = new Lanewise();
        return new CommandLine(lanewise)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionStrategy(new OutputCheck())
                .setParameterExceptionHandler(Failures::onWrongUsage)
                .setExecutionExceptionHandler(
                        (failure, command, result) -> Failures.onFailure(failure, command, lanewise.verbose));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
