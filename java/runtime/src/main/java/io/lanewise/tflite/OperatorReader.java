// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import io.lanewise.tflite.schema.BuiltinOperator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The TFLite operators that can be read, family by family. */
final class OperatorReader {
    static final List<FamilyReader> FAMILIES = List.of(
            new ConvolutionReader(),
            new MatmulReader(),
            new PoolingReader(),
            new ElementwiseReader(),
            new ComparisonReader(),
            new ActivationReader(),
            new ReductionReader(),
            new MovementReader(),
            new StridedSliceReader(),
            new PartsReader(),
            new RepetitionReader(),
            new BlocksReader(),
            new ShapesReader(),
            new ResizeReader(),
            new ConversionReader(),
            new ResourceReader(),
            new LookupReader());

    private OperatorReader() {}

    /** The newest version of a builtin code that is known; 0 if it is not supported. */
    static int newestVersion(int code) {
        if (code == BuiltinOperator.STABLEHLO_COMPOSITE) {
            // Others stand in its place.
            return 1;
        }
        FamilyReader family = family(code);
        return family == null ? 0 : family.newestVersion(code);
    }

    /** Makes the operators of a supported kind. */
    static List<Operator> read(OperatorSource source) {
        return source.code() == BuiltinOperator.CUSTOM
                ? CustomReader.read(
                        source, CustomOperators.find(source.customCode()).orElseThrow())
                : family(source.code()).read(source);
    }

    private static FamilyReader family(int code) {
        for (FamilyReader family : FAMILIES) {
            if (family.newestVersion(code) > 0) {
                return family;
            }
        }
        return null;
    }

    static String name(int code) {
        return code >= 0 && code < BuiltinOperator.names.length
                ? BuiltinOperator.name(code)
                : "builtin operator " + code;
    }

    /** All that are supported, for messages. */
    static String names() {
        return IntStream.range(0, BuiltinOperator.names.length)
                .filter(code -> newestVersion(code) > 0)
                .mapToObj(OperatorReader::name)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
