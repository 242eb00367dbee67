// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.Session;
import io.lanewise.SessionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Loads a model, runs it as often as asked and ends the JVM at once: two runs of different counts differ by nothing but
 * inferences. For counting instructions; see {@code emulated/README.md}.
 */
public final class RunModel {

    private RunModel() {}

    /**
     * {@code arguments}: model file, number of inferences. Uses the native library or fails. Prints the first output,
     * and where the library is in memory.
     */
    public static void main(String[] arguments) throws IOException {
        Model model = Model.load(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        Session session = model.newSession(SessionOptions.defaults().withBackend(Backend.NATIVE));
        byte[] input = new byte[Math.toIntExact(model.inputs().get(0).bytes())];
        new Random(1).nextBytes(input);
        byte[] output = new byte[0];
        for (int i = 0; i < count; i++) {
            session.input(0).put(input);
            session.run();
            output = session.output(0).bytes();
        }
        System.out.println(Arrays.toString(output));
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            maps.filter(line -> line.endsWith("/libjnilanewise.so") && line.contains(" r-xp "))
                    .forEach(line -> System.out.println("code " + line.split(" ")[0]));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
