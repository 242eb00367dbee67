// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.NativeLibraryException;
import io.lanewise.graph.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user sees when a command cannot be done: one line on stderr, or one for each problem of a model. */
final class Failures {

    private Failures() {}

    static int onWrongUsage(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = PlainWriter.of(command.getErr());
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        err.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    static int onFailure(Exception failure, CommandLine command, boolean verbose) {
        PrintWriter err = PlainWriter.of(command.getErr());
        List<String> lines = failure instanceof ModelException model ? model.lines() : List.of(message(failure));
        err.println(command.getCommandSpec().qualifiedName() + ": " + lines.get(0));
        lines.stream().skip(1).forEach(err::println);
        if (verbose) {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    static String message(Throwable failure) {
        if (failure instanceof UncheckedIOException) {
            return message(failure.getCause());
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + ": "
                    + (failure instanceof NoSuchFileException
                            ? "no such file or folder"
                            : failure instanceof AccessDeniedException
                                    ? "permission denied"
                                    : failure.getClass().getSimpleName());
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory; java -Xmx gives more";
        }
        if (failure instanceof StackOverflowError) {
            return "something is nested too deeply; java -Xss allows more";
        }
        boolean explained = failure instanceof IOException
                || failure instanceof ModelException
                || failure instanceof NativeLibraryException
                || failure instanceof IllegalStateException
                || failure instanceof IllegalArgumentException;
        return explained && failure.getMessage() != null
                ? failure.getMessage()
                : "unexpected " + failure + "; --verbose shows where";
    }
}
