// SPDX-License-Identifier: Apache-2.0
package io.lanewise.conformance;

import io.lanewise.Backend;
import io.lanewise.Model;
import io.lanewise.testing.ModelFile;
import io.lanewise.tflite.schema.BroadcastToOptionsT;
import io.lanewise.tflite.schema.BuiltinOperator;
import io.lanewise.tflite.schema.BuiltinOptions;
import io.lanewise.tflite.schema.DepthToSpaceOptionsT;
import io.lanewise.tflite.schema.MirrorPadMode;
import io.lanewise.tflite.schema.MirrorPadOptionsT;
import io.lanewise.tflite.schema.PackOptionsT;
import io.lanewise.tflite.schema.SpaceToDepthOptionsT;
import io.lanewise.tflite.schema.SplitOptionsT;
import io.lanewise.tflite.schema.SplitVOptionsT;
import io.lanewise.tflite.schema.StridedSliceOptionsT;
import io.lanewise.tflite.schema.TensorType;
import io.lanewise.tflite.schema.UnpackOptionsT;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators that are read as one or several others give what TFLite's reference kernels give, on both backends. */
@OnOracle
class ComposedOperatorsTest {
    private static final byte[] TYPES = {TensorType.FLOAT32, TensorType.INT8, TensorType.UINT8};
    private static final byte NO_OPTIONS = 0;

    enum Kind {
        BATCH_TO_SPACE_ND {
            @Override
            void draw(Sketch s) {
                int blockHeight = s.between(1, 3);
                int blockWidth = s.between(1, 3);
                int[] in = {
                    s.between(1, 2) * blockHeight * blockWidth, s.between(3, 5), s.between(3, 5), s.between(1, 4)
                };
                int[] crops = {s.between(0, 1), s.between(0, 1), s.between(0, 1), s.between(0, 1)};
                s.one(
                        BuiltinOperator.BATCH_TO_SPACE_ND,
                        NO_OPTIONS,
                        null,
                        in,
                        new int[] {
                            in[0] / blockHeight / blockWidth,
                            in[1] * blockHeight - crops[0] - crops[1],
                            in[2] * blockWidth - crops[2] - crops[3],
                            in[3]
                        },
                        s.file.intConstant("block", new int[] {2}, blockHeight, blockWidth),
                        s.file.intConstant("crops", new int[] {2, 2}, crops));
            }
        },
        SPACE_TO_BATCH_ND {
            @Override
            void draw(Sketch s) {
                int[] block = {s.between(1, 3), s.between(1, 3)};
                int[] in = {s.between(1, 2), s.between(1, 6), s.between(1, 6), s.between(1, 4)};
                int[] pads = {s.between(0, 2), 0, s.between(0, 2), 0};
                int[] out = {in[0] * block[0] * block[1], 0, 0, in[3]};
                for (int i = 0; i < 2; i++) {
                    int whole = in[1 + i] + pads[2 * i];
                    pads[2 * i + 1] = (block[i] - whole % block[i]) % block[i];
                    out[1 + i] = (whole + pads[2 * i + 1]) / block[i];
                }
                s.one(
                        BuiltinOperator.SPACE_TO_BATCH_ND,
                        NO_OPTIONS,
                        null,
                        in,
                        out,
                        s.file.intConstant("block", new int[] {2}, block),
                        s.file.intConstant("paddings", new int[] {2, 2}, pads));
            }
        },
        DEPTH_TO_SPACE {
            @Override
            void draw(Sketch s) {
                int block = s.between(1, 3);
                int[] out = {s.between(1, 2), s.between(1, 3) * block, s.between(1, 3) * block, s.between(1, 4)};
                DepthToSpaceOptionsT options = new DepthToSpaceOptionsT();
                options.setBlockSize(block);
                s.one(
                        BuiltinOperator.DEPTH_TO_SPACE,
                        BuiltinOptions.DepthToSpaceOptions,
                        options,
                        new int[] {out[0], out[1] / block, out[2] / block, out[3] * block * block},
                        out);
            }
        },
        SPACE_TO_DEPTH {
            @Override
            void draw(Sketch s) {
                int block = s.between(1, 3);
                int[] in = {s.between(1, 2), s.between(1, 3) * block, s.between(1, 3) * block, s.between(1, 4)};
                SpaceToDepthOptionsT options = new SpaceToDepthOptionsT();
                options.setBlockSize(block);
                s.one(BuiltinOperator.SPACE_TO_DEPTH, BuiltinOptions.SpaceToDepthOptions, options, in, new int[] {
                    in[0], in[1] / block, in[2] / block, in[3] * block * block
                });
            }
        },
        BROADCAST_TO {
            @Override
            void draw(Sketch s) {
                int[] out = s.dims(1, 4);
                int[] in = Arrays.copyOfRange(out, s.between(0, out.length - 1), out.length);
                for (int d = 0; d < in.length; d++) {
                    in[d] = s.oneIn(2) ? 1 : in[d];
                }
                s.version = 2;
                s.one(
                        BuiltinOperator.BROADCAST_TO,
                        BuiltinOptions.BroadcastToOptions,
                        new BroadcastToOptionsT(),
                        in,
                        out,
                        s.file.intConstant("shape", new int[] {out.length}, out));
            }
        },
        TILE {
            @Override
            void draw(Sketch s) {
                // The reference resolver has the kernel of before int8.
                s.type = TensorType.FLOAT32;
                int[] in = s.dims(1, 4);
                int[] multiples = s.dims(in.length, in.length);
                s.one(
                        BuiltinOperator.TILE,
                        NO_OPTIONS,
                        null,
                        in,
                        IntStream.range(0, in.length)
                                .map(d -> in[d] * multiples[d])
                                .toArray(),
                        s.file.intConstant("multiples", new int[] {in.length}, multiples));
            }
        },
        REVERSE_V2 {
            @Override
            void draw(Sketch s) {
                int[] in = s.dims(1, 4);
                int axis = s.between(0, in.length - 1);
                s.one(
                        BuiltinOperator.REVERSE_V2,
                        NO_OPTIONS,
                        null,
                        in,
                        in,
                        s.file.intConstant("axis", new int[] {1}, s.oneIn(2) ? axis : axis - in.length));
            }
        },
        MIRROR_PAD {
            @Override
            void draw(Sketch s) {
                boolean reflects = s.oneIn(2);
                int[] in = s.dims(1, 4);
                int[] pads = new int[2 * in.length];
                int[] out = in.clone();
                for (int i = 0; i < pads.length; i++) {
                    pads[i] = s.between(0, in[i / 2] - (reflects ? 1 : 0));
                    out[i / 2] += pads[i];
                }
                MirrorPadOptionsT options = new MirrorPadOptionsT();
                options.setMode(reflects ? MirrorPadMode.REFLECT : MirrorPadMode.SYMMETRIC);
                s.one(
                        BuiltinOperator.MIRROR_PAD,
                        BuiltinOptions.MirrorPadOptions,
                        options,
                        in,
                        out,
                        s.file.intConstant("paddings", new int[] {in.length, 2}, pads));
            }
        },
        PACK {
            @Override
            void draw(Sketch s) {
                int[] part = s.dims(0, 3);
                int count = s.between(1, 4);
                int axis = s.between(0, part.length);
                PackOptionsT options = new PackOptionsT();
                options.setAxis(s.oneIn(2) ? axis : axis - part.length - 1);
                options.setValuesCount(count);
                int[] parts = IntStream.range(0, count).map(i -> s.input(part)).toArray();
                s.add(
                        BuiltinOperator.PACK,
                        BuiltinOptions.PackOptions,
                        options,
                        parts,
                        s.output(with(part, axis, count)));
            }
        },
        UNPACK {
            @Override
            void draw(Sketch s) {
                int[] part = s.dims(0, 3);
                int count = s.between(1, 4);
                int axis = s.between(0, part.length);
                UnpackOptionsT options = new UnpackOptionsT();
                options.setAxis(s.oneIn(2) ? axis : axis - part.length - 1);
                options.setNum(count);
                int whole = s.input(with(part, axis, count));
                s.add(
                        BuiltinOperator.UNPACK,
                        BuiltinOptions.UnpackOptions,
                        options,
                        new int[] {whole},
                        IntStream.range(0, count).map(i -> s.output(part)).toArray());
            }
        },
        SPLIT {
            @Override
            void draw(Sketch s) {
                int[] part = s.dims(1, 4);
                int count = s.between(1, 4);
                int axis = s.between(0, part.length - 1);
                int[] whole = part.clone();
                whole[axis] *= count;
                SplitOptionsT options = new SplitOptionsT();
                options.setNumSplits(count);
                s.add(
                        BuiltinOperator.SPLIT,
                        BuiltinOptions.SplitOptions,
                        options,
                        new int[] {
                            s.file.intConstant("axis", new int[0], s.oneIn(2) ? axis : axis - part.length),
                            s.input(whole)
                        },
                        IntStream.range(0, count).map(i -> s.output(part)).toArray());
            }
        },
        SPLIT_V {
            @Override
            void draw(Sketch s) {
                int[] whole = s.dims(1, 4);
                int axis = s.between(0, whole.length - 1);
                int[] lengths = s.dims(1, 4);
                whole[axis] = IntStream.of(lengths).sum();
                int[] outputs = IntStream.of(lengths)
                        .map(length -> {
                            int[] part = whole.clone();
                            part[axis] = length;
                            return s.output(part);
                        })
                        .toArray();
                if (s.oneIn(2)) {
                    lengths[s.between(0, lengths.length - 1)] = -1;
                }
                SplitVOptionsT options = new SplitVOptionsT();
                options.setNumSplits(lengths.length);
                s.add(
                        BuiltinOperator.SPLIT_V,
                        BuiltinOptions.SplitVOptions,
                        options,
                        new int[] {
                            s.input(whole),
                            s.file.intConstant("lengths", new int[] {lengths.length}, lengths),
                            s.file.intConstant("axis", new int[0], s.oneIn(2) ? axis : axis - whole.length)
                        },
                        outputs);
            }
        },
        STRIDED_SLICE {
            @Override
            void draw(Sketch s) {
                int[] in = s.dims(1, 4);
                StridedSliceOptionsT options = new StridedSliceOptionsT();
                List<Integer> begin = new ArrayList<>();
                List<Integer> end = new ArrayList<>();
                List<Integer> strides = new ArrayList<>();
                List<Integer> out = new ArrayList<>();
                int entries = s.between(1, in.length);
                for (int d = 0; d < entries; d++) {
                    int bit = 1 << begin.size();
                    int first = s.between(0, in[d] - 1);
                    if (s.oneIn(4)) {
                        options.setShrinkAxisMask(options.getShrinkAxisMask() | bit);
                        begin.add(s.oneIn(2) ? first : first - in[d]);
                        end.add(first + 1);
                        strides.add(1);
                        continue;
                    }
                    int stride = s.oneIn(2) ? s.between(1, 3) : -s.between(1, 3);
                    int room = stride > 0 ? (in[d] - 1 - first) / stride : first / -stride;
                    int count = s.between(1, room + 1);
                    boolean toLast = s.oneIn(3) || first + count * stride < 0;
                    count = toLast ? room + 1 : count;
                    options.setEndMask(options.getEndMask() | (toLast ? bit : 0));
                    begin.add(s.oneIn(2) ? first : first - in[d]);
                    end.add(toLast ? s.between(-9, 9) : first + count * stride);
                    strides.add(stride);
                    out.add(count);
                }
                IntStream.range(entries, in.length).forEach(d -> out.add(in[d]));
                int[] size = {begin.size()};
                s.one(
                        BuiltinOperator.STRIDED_SLICE,
                        BuiltinOptions.StridedSliceOptions,
                        options,
                        in,
                        ints(out),
                        s.file.intConstant("begin", size, ints(begin)),
                        s.file.intConstant("end", size, ints(end)),
                        s.file.intConstant("strides", size, ints(strides)));
            }
        };

        abstract void draw(Sketch s);

        static int[] with(int[] dims, int axis, int size) {
            List<Integer> more = new ArrayList<>(IntStream.of(dims).boxed().toList());
            more.add(axis, size);
            return ints(more);
        }

        static int[] ints(List<Integer> values) {
            return values.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /** A file of one operator in the making. */
    private static final class Sketch {
        private final Random random;
        private final ModelFile file = new ModelFile();
        private final List<Integer> inputs = new ArrayList<>();
        private byte type;
        private int version = 1;

        Sketch(Random random) {
            this.random = random;
            this.type = TYPES[random.nextInt(TYPES.length)];
        }

        int between(int low, int high) {
            return low + random.nextInt(high - low + 1);
        }

        boolean oneIn(int chances) {
            return random.nextInt(chances) == 0;
        }

        int[] dims(int lowestRank, int highestRank) {
            return random.ints(between(lowestRank, highestRank), 1, 6).toArray();
        }

        int input(int... dims) {
            inputs.add(output(dims));
            return inputs.get(inputs.size() - 1);
        }

        int output(int... dims) {
            return file.tensor("t", type, dims, tensor -> {
                if (type != TensorType.FLOAT32) {
                    tensor.setQuantization(ModelFile.quantization(0, 3, 0.5f));
                }
            });
        }

        /** An operator with one activation, then constants, and one output. */
        void one(int code, byte optionsType, Object options, int[] in, int[] out, int... constants) {
            int[] read = IntStream.concat(IntStream.of(input(in)), IntStream.of(constants))
                    .toArray();
            add(code, optionsType, options, read, output(out));
        }

        void add(int code, byte optionsType, Object options, int[] read, int... written) {
            file.operator(code, version, optionsType, options, read, written)
                    .inputs(Kind.ints(inputs))
                    .outputs(written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesWhatTheReferenceGives(Kind kind) {
        try (TfliteOracle oracle = new TfliteOracle()) {
            for (int number = 0; number < Counts.CASES; number++) {
                Random random = new Random(1000L * number + kind.ordinal());
                Sketch sketch = new Sketch(random);
                kind.draw(sketch);
                ByteBuffer file = sketch.file.bytes();
                String what = kind + " case " + number;
                Model model = Model.read(what, file);
                byte[] record = new byte
                        [model.inputs().stream()
                                .mapToInt(tensor -> (int) tensor.bytes())
                                .sum()];
                random.nextBytes(record);
                byte[] expected = oracle.run(file, record);
                for (Backend backend : List.of(Backend.JAVA, Backend.NATIVE)) {
                    SameBytes.check(model, expected, ModelRun.run(model, backend, record, 1), () -> what);
                }
            }
        }
    }
}
