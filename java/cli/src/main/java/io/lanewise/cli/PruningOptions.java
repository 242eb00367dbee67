// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.Backend;
import io.lanewise.graph.Graph;
import io.lanewise.graph.Operator;
import io.lanewise.pruning.BlockPruning;
import io.lanewise.pruning.ChannelGroups;
import io.lanewise.pruning.ChannelPruning;
import io.lanewise.pruning.ChannelScores;
import io.lanewise.pruning.Distribution;
import io.lanewise.pruning.LayerInputs;
import io.lanewise.pruning.Pruner;
import io.lanewise.pruning.VarianceShare;
import io.lanewise.pruning.WeightNorm;
import io.lanewise.pruning.mask.BlockShape;
import io.lanewise.pruning.mask.WeightMask;
import io.lanewise.pruning.mask.WeightScores;
import io.lanewise.quantizer.conversion.OperatorPattern;
import java.util.List;
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
    private enum Score {
        L1,
        L2,
        VARIANCE
    }

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

    @Option(
            names = "--distribution",
            paramLabel = "NAME",
            description = "With --macs: from which layers. macs: those of the lowest scores for the"
                    + " multiply-accumulates that go; instructions: for these and outputs, which saves more time in"
                    + " networks of depthwise and 1x1 layers; weights: for the weights that go, which makes small"
                    + " files; uniform: the same share from all. Default: macs.")
    private Distribution distribution;

    @Option(
            names = "--score",
            paramLabel = "NAME",
            description = "What channels and blocks are worth by: l1 or l2, norms of their weights; or variance, what"
                    + " sums of the layers that have or read them lose without them, on --samples. Default: variance"
                    + " where there are samples, else l1.")
    private Score score;

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
            description = "Set this share of the blocks of weights to zero, behind --macs or --ratio: of each layer's"
                    + " blocks, or with --samples of all together, those without which least is lost for what they"
                    + " save; then the weights that are left make up for them as far as they can.")
    private Double blocks;

    @Option(
            names = "--block-shape",
            paramLabel = "OxI",
            defaultValue = "16x16",
            converter = Shape.class,
            description = "Output channels x input channels of a block, at one place of a window. 16x16 suits all CPUs,"
                    + " 16x8 those with dot product, 4x16 those without; 1x1 are single weights."
                    + " Default: ${DEFAULT-VALUE}.")
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

    boolean removesChannels() {
        return macs != null || ratio != null;
    }

    /** Whether it takes samples to say which blocks go. */
    boolean measuresBlocks() {
        return blocks != null && (score == null || score == Score.VARIANCE);
    }

    /**
     * The graph without the channels that were asked for.
     *
     * @param inputs of its layers; null where there are no samples
     */
    Graph withoutChannels(ChannelGroups groups, LayerInputs inputs) {
        ChannelPruning pruning = asked(() -> channels(groups, inputs));
        return inputs == null ? pruning.apply() : pruning.apply(inputs);
    }

    /** The graph with as many blocks of zeros as were asked for, by the norms of weights. */
    Graph withZeroBlocks(Graph graph) {
        return blocks == null
                ? graph
                : asked(() -> WeightMask.of(
                                graph,
                                blockShape,
                                blocks,
                                score == Score.L2 ? WeightScores.L2 : WeightScores.L1,
                                operator -> isIncluded(graph, operator))
                        .apply(graph));
    }

    /** The same by what sums lose on samples; weights that are left make up for it. */
    Graph withZeroBlocks(Graph graph, Iterable<float[]> samples, Backend backend) {
        return asked(() -> BlockPruning.apply(
                graph, blockShape, blocks, samples, backend, operator -> isIncluded(graph, operator)));
    }

    private boolean isIncluded(Graph graph, Operator operator) {
        return excluded.stream().noneMatch(pattern -> pattern.matches(graph, operator));
    }

    /**
     * Refuses options that do not go together, before anything is read.
     *
     * @param samples whether there are some
     */
    void check(boolean samples) {
        require(macs == null || ratio == null, "--macs and --ratio both say how many channels go; give one of them");
        require(removesChannels() || blocks != null, "nothing to prune: give --macs, --ratio or --blocks");
        require(distribution == null || macs != null, "--distribution is a part of --macs; give that too");
        require(
                removesChannels() || measuresBlocks() || !samples,
                "norms of weights need no --samples; leave them out, or --score");
        require(samples || score != Score.VARIANCE, "--score variance needs --samples to measure on");
    }

    /** What the options say, or why they cannot be meant. */
    private <T> T asked(Supplier<T> chosen) {
        try {
            return chosen.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ChannelPruning channels(ChannelGroups groups, LayerInputs inputs) {
        Pruner pruner = Pruner.of(groups).scores(scores(inputs)).multipleOf(multiple);
        excluded.forEach(pruner::exclude);
        if (distribution != null) {
            pruner.distribution(distribution);
        }
        return ratio != null ? pruner.byRatio(ratio) : pruner.toMacs(macs);
    }

    private ChannelScores scores(LayerInputs inputs) {
        Score asked = score != null ? score : inputs == null ? Score.L1 : Score.VARIANCE;
        return switch (asked) {
            case L1 -> WeightNorm.L1;
            case L2 -> WeightNorm.L2;
            case VARIANCE -> new VarianceShare(inputs);
        };
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
