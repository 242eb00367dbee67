// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Assembly text of blocks, by llvm-mc. */
final class Disassembler {
    private static final String PROGRAM = "llvm-mc-16";

    private Disassembler() {}

    /** The instructions of each block, one a line; those that LLVM does not know are missing. */
    static List<String> disassemble(Tool llvm, InstructionSet set, List<Block> blocks) throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (Block block : blocks) {
            String code = block.code() + set.separatorCode;
            for (int i = 0; i < code.length(); i += 2) {
                bytes.append("0x").append(code, i, i + 2).append(' ');
            }
            bytes.append('\n');
        }
        Tool.Result result = llvm.run(
                List.of(PROGRAM, "--disassemble", "-triple=" + set.triple, "-mattr=" + set.attributes),
                bytes.toString());
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String line : result.output().lines().map(String::strip).toList()) {
            if (line.startsWith(set.separatorName)) {
                texts.add(text.toString());
                text.setLength(0);
            } else if (!line.isEmpty() && !line.startsWith(".")) {
                text.append(line).append('\n');
            }
        }
        if (texts.size() != blocks.size()) {
            throw new MeterException(
                    PROGRAM + " ended with status " + result.status() + " and " + texts.size() + " of " + blocks.size()
                            + " blocks: " + result.errors().lines().findFirst().orElse(""));
        }
        return texts;
    }
}
