// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.pruning.ChannelPruning;
import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.Pruner;
import io.lanewise.pruning.WeightNorm;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.quantizer.conversion.OperatorPattern;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import picocli.CommandLine.TypeConversionException;

/** What is taken out of a model. */
final class PruningOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--macs",
            paramLabel = "X",
            converter = Fraction.class,
            description = {
                "Remove channels until at most this share of the multiply-accumulates is left, such as 0.7: those of"
                        + " the lowest scores for what they cost, from any layers."
            })
    private Double macs;

    @Option(
            names = "--ratio",
            paramLabel = "X",
            converter = Fraction.class,
            description = "Remove this share of each layer's channels.")
    private Double ratio;

    @Option(names = "--uniform", description = "With --macs: the same share from all layers.")
    private boolean uniform;

    @Option(
            names = "--score",
            paramLabel = "NORM",
            defaultValue = "l1",
            description = "What weights are worth by: l1 or l2. Default: ${DEFAULT-VALUE}.")
    private WeightNorm score;

    @Option(
            names = "--multiple-of",
            paramLabel = "N",
            defaultValue = "8",
            converter = Count.class,
            description = "Keep a multiple of N channels where some are removed, as kernels compute whole panels."
                    + " Default: ${DEFAULT-VALUE}.")
    private int multiple;

    @Option(
            names = "--blocks",
            paramLabel = "X",
            converter = Fraction.class,
            description = "Set this share of each layer's blocks of weights to zero, behind --macs or --ratio.")
    private Double blocks;

    @Option(
            names = "--block-shape",
            paramLabel = "OxI",
            defaultValue = "16x16",
            converter = Shape.class,
            description = "Output channels x input channels of a block, at one place of a window; 16x16, 16x8 and 16x4"
                    + " fit the kernels' panels, 1x1 are single weights. Default: ${DEFAULT-VALUE}.")
    private BlockShape blockShape;

    @Option(
            names = "--exclude",
            paramLabel = "PATTERN",
            converter = Pattern.class,
            description = "Leave operators' weights alone whose names (what they write) match a regular expression, or"
                    + " their kinds: kind:CONV_2D. Repeatable.")
    private List<OperatorPattern> excluded = List.of();

    /** Of blocks that become zero; null if none do. */
    BlockShape blockShape() {
        return blocks == null ? null : blockShape;
    }

    /** The graph without what was asked for. */
    Graph apply(Graph graph) {
        return apply(graph, ChannelPruning::apply);
    }

    /** The same, its biases corrected by samples. */
    Graph apply(Graph graph, Iterable<float[]> samples, Backend backend) {
        require(
                macs != null || ratio != null,
                "--samples correct biases where channels are removed; give --macs or --ratio, or leave them out");
        return apply(graph, pruning -> pruning.apply(samples, backend));
    }

    private Graph apply(Graph graph, Function<ChannelPruning, Graph> removal) {
        require(macs == null || ratio == null, "--macs and --ratio both say how many channels go; give one of them");
        require(macs != null || ratio != null || blocks != null, "nothing to prune: give --macs, --ratio or --blocks");
        require(!uniform || macs != null, "--uniform is a part of --macs; give that too");
        Graph left = macs == null && ratio == null ? graph : removal.apply(asked(() -> channels(graph)));
        return blocks == null ? left : asked(() -> mask(left)).apply(left);
    }

    /** What the options say, or why they cannot be meant. */
    private <T> T asked(Supplier<T> chosen) {
        try {
            return chosen.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ChannelPruning channels(Graph graph) {
        Pruner pruner = Pruner.of(graph).scores(score).multipleOf(multiple);
        excluded.forEach(pruner::exclude);
        return ratio != null
                ? pruner.byRatio(ratio)
                : pruner.distribution(uniform ? Distribution.UNIFORM : Distribution.GREEDY)
                        .toMacs(macs);
    }

    private WeightMask mask(Graph graph) {
        return WeightMask.of(
                graph,
                blockShape,
                blocks,
                score == WeightNorm.L1 ? WeightScores.L1 : WeightScores.L2,
                operator -> excluded.stream().noneMatch(pattern -> pattern.matches(graph, operator)));
    }

    private void require(boolean condition, String problem) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    /** Reads the shape of a block. */
    static final class Shape implements ITypeConverter<BlockShape> {
        @Override
        public BlockShape convert(String text) {
            try {
                return BlockShape.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads the name of operators. */
    static final class Pattern implements ITypeConverter<OperatorPattern> {
        @Override
        public OperatorPattern convert(String text) {
            try {
                return new OperatorPattern(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
