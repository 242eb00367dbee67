// SPDX-License-Identifier: Apache-2.0
package io.lanewise.benchmarks.meter;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Estimates cycles by llvm-mca: each hot block in steady state, as a loop of itself, times its executions. Caches and
 * branches are always right in this model. The blocks that execute the last {@code 1 - COVERED} of the instructions
 * count as the others do on average.
 */
final class CycleModel {
    private static final double COVERED = 0.995;
    private static final int ITERATIONS = 200;
    private static final String PROGRAM = "llvm-mca-16";
    private static final Pattern REGION =
            Pattern.compile("Code Region - b(\\d+)\\s.*?Total Cycles:\\s+(\\d+)", Pattern.DOTALL);

    private final EmulatedPlatform platform;
    private final Path cacheFolder;
    private final Tool llvm;
    private final Map<String, CycleCache> caches = new HashMap<>();

    /** A model that keeps what llvm-mca said in files of a folder. */
    CycleModel(EmulatedPlatform platform, Path cacheFolder, Tool llvm) {
        this.platform = platform;
        this.cacheFolder = cacheFolder;
        this.llvm = llvm;
    }

    /** Asks llvm-mca once for all blocks that the executions will need on a core. */
    void prepare(String core, List<Executions> all) throws IOException {
        Map<InstructionSet, Set<Block>> missing = new HashMap<>();
        CycleCache cache = cache(core);
        for (Executions executions : all) {
            for (Block block : executions.hottest(COVERED)) {
                if (!cache.contains(block)) {
                    missing.computeIfAbsent(InstructionSet.of(platform, block), set -> new LinkedHashSet<>())
                            .add(block);
                }
            }
        }
        for (Map.Entry<InstructionSet, Set<Block>> entry : missing.entrySet()) {
            List<Block> blocks = List.copyOf(entry.getValue());
            simulate(entry.getKey(), core, blocks, Disassembler.disassemble(llvm, entry.getKey(), blocks), cache);
        }
        if (!missing.isEmpty()) {
            cache.save();
        }
    }

    /** Cycles of what was executed. */
    double cycles(String core, Executions executions) throws IOException {
        prepare(core, List.of(executions));
        double cycles = 0;
        long covered = 0;
        for (Block block : executions.hottest(COVERED)) {
            long count = executions.counts().get(block);
            cycles += count * cache(core).cycles(block);
            covered += count * block.instructions();
        }
        return covered == 0 ? 0 : cycles * executions.instructions() / covered;
    }

    private CycleCache cache(String core) throws IOException {
        CycleCache cache = caches.get(core);
        if (cache == null) {
            cache = CycleCache.open(cacheFolder.resolve(platform.id + "-" + core + ".txt"));
            caches.put(core, cache);
        }
        return cache;
    }

    // One process for many blocks. Where llvm-mca refuses one, it refuses all: then halves are tried. A block that is
    // refused alone counts one cycle for each instruction.
    private void simulate(InstructionSet set, String core, List<Block> blocks, List<String> texts, CycleCache cache)
            throws IOException {
        StringBuilder source = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            source.append(set.comment)
                    .append(" LLVM-MCA-BEGIN b")
                    .append(i)
                    .append('\n')
                    .append(texts.get(i))
                    .append(set.comment)
                    .append(" LLVM-MCA-END b")
                    .append(i)
                    .append('\n');
        }
        Tool.Result result = llvm.run(
                List.of(
                        PROGRAM,
                        "-mtriple=" + set.triple,
                        "-mcpu=" + core,
                        "-mattr=" + set.attributes,
                        "-iterations=" + ITERATIONS,
                        "-instruction-info=0",
                        "-resource-pressure=0"),
                source.toString());
        List<Integer> cycles = new ArrayList<>();
        Matcher region = REGION.matcher(result.output());
        while (region.find() && Integer.parseInt(region.group(1)) == cycles.size()) {
            cycles.add(Integer.parseInt(region.group(2)));
        }
        if (cycles.size() == blocks.size()) {
            for (int i = 0; i < blocks.size(); i++) {
                cache.put(blocks.get(i), cycles.get(i) / (double) ITERATIONS);
            }
        } else if (blocks.size() == 1) {
            cache.put(blocks.get(0), blocks.get(0).instructions());
        } else {
            int half = blocks.size() / 2;
            simulate(set, core, blocks.subList(0, half), texts.subList(0, half), cache);
            simulate(set, core, blocks.subList(half, blocks.size()), texts.subList(half, texts.size()), cache);
        }
    }
}
