// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Around tools that answer as LLVM's do: every instruction takes 3 cycles, and "ff" has no schedule. */
class CycleModelTest {
    private static final String CORE = "cortex-a53";
    private static final Block TWO = new Block("0a".repeat(8), 2);
    private static final Block FOUR = new Block("0b".repeat(16), 4);
    private static final Block UNKNOWN = new Block("ff".repeat(20), 5);

    @TempDir
    Path cache;

    private int simulations;
    private CycleModel model;

    @BeforeEach
    void newModel() {
        model = new CycleModel(EmulatedPlatform.ARM64, cache, this::answer);
    }

    private Tool.Result answer(List<String> command, String input) {
        return command.get(0).startsWith("llvm-mca") ? simulate(input) : disassemble(input);
    }

    private static Tool.Result disassemble(String input) {
        StringBuilder text = new StringBuilder("\t.text\n");
        input.lines().forEach(line -> {
            String[] bytes = line.split(" ");
            for (int i = 0; i < bytes.length - 4; i += 4) {
                text.append("\tinstruction ").append(bytes[i]).append('\n');
            }
            text.append("\thint\t#126\n");
        });
        return new Tool.Result(0, text.toString(), "");
    }

    private Tool.Result simulate(String input) {
        simulations++;
        if (input.contains("0xff")) {
            return new Tool.Result(1, "", "error: found an unsupported instruction in the input assembly sequence.");
        }
        StringBuilder text = new StringBuilder();
        int instructions = 0;
        for (String line : input.lines().toList()) {
            if (line.startsWith("# LLVM-MCA-BEGIN b")) {
                text.append("\n[0] Code Region - ")
                        .append(line.substring(line.indexOf(" b") + 1))
                        .append("\n\n");
                instructions = 0;
            } else if (line.startsWith("# LLVM-MCA-END")) {
                text.append("Iterations:        200\nTotal Cycles:      ")
                        .append(600 * instructions)
                        .append("\nTotal uOps: 1\n");
            } else {
                instructions++;
            }
        }
        return new Tool.Result(0, text.toString(), "");
    }

    @Test
    void multipliesByExecutions() throws Exception {
        assertEquals(3 * (2 * 100 + 4 * 50), model.cycles(CORE, new Executions(Map.of(TWO, 100L, FOUR, 50L))));
    }

    @Test
    void countsTheRestAsTheAverage() throws Exception {
        // FOUR is hot enough to stand for all 4004 instructions.
        assertEquals(3 * 4004, model.cycles(CORE, new Executions(Map.of(TWO, 2L, FOUR, 1000L))), 1e-6);
    }

    @Test
    void countsInstructionsWhereThereIsNoSchedule() throws Exception {
        assertEquals(3 * 4 * 10 + 5 * 10, model.cycles(CORE, new Executions(Map.of(UNKNOWN, 10L, FOUR, 10L))));
    }

    @Test
    void asksOnceForABlock() throws Exception {
        Executions executions = new Executions(Map.of(TWO, 100L, FOUR, 50L));
        double cycles = model.cycles(CORE, executions);
        assertEquals(1, simulations);
        newModel(); // and reads what the other has saved
        assertEquals(cycles, model.cycles(CORE, executions));
        assertEquals(1, simulations);
        model.cycles("cortex-a55", executions);
        assertEquals(2, simulations);
    }

    @Test
    void nothingTakesNoTime() throws Exception {
        assertEquals(0, model.cycles(CORE, new Executions(Map.of())));
    }
}
