// SPDX-License-Identifier: Apache-2.0
package io.lanewise.operators;

import io.lanewise.instructions.Window;
import io.lanewise.tensor.Activation;
import java.util.Scanner;

/** One geometry of a convolution or pooling, with its zero points and activation. */
record WindowCase(
        int batch,
        int height,
        int width,
        int inputChannels,
        int outputChannels,
        int groups,
        Window window,
        int inputZeroPoint,
        int outputZeroPoint,
        Activation activation) {

    /**
     * Reads {@code batch height width channels>channels groups kernel stride dilation padding zeroPoint>zeroPoint
     * activation}, where kernel, stride and dilation are {@code height x width}, and padding is SAME, VALID or
     * {@code top,left,bottom,right}: {@code 1 5 5 3>8 1 3x3 1x1 1x1 SAME -128>127 NONE}.
     */
    static WindowCase parse(String text) {
        Scanner in = new Scanner(text);
        int batch = in.nextInt();
        int height = in.nextInt();
        int width = in.nextInt();
        int[] channels = numbers(in.next(), ">");
        int groups = in.nextInt();
        int[] kernel = numbers(in.next(), "x");
        int[] stride = numbers(in.next(), "x");
        int[] dilation = numbers(in.next(), "x");
        String padding = in.next();
        int[] zeroPoints = numbers(in.next(), ">");
        Activation activation = Activation.valueOf(in.next());
        Window window = switch (padding) {
            case "SAME" ->
                Window.same(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], height, width);
            case "VALID" -> Window.valid(kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1]);
            default -> {
                int[] p = numbers(padding, ",");
                yield new Window(
                        kernel[0], kernel[1], stride[0], stride[1], dilation[0], dilation[1], p[0], p[1], p[2], p[3]);
            }
        };
        return new WindowCase(
                batch,
                height,
                width,
                channels[0],
                channels[1],
                groups,
                window,
                zeroPoints[0],
                zeroPoints[1],
                activation);
    }

    private static int[] numbers(String text, String separator) {
        return java.util.Arrays.stream(text.split(separator))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    int outputHeight() {
        return window.outputHeight(height);
    }

    int outputWidth() {
        return window.outputWidth(width);
    }

    int inputElements() {
        return batch * height * width * inputChannels;
    }

    int outputElements() {
        return batch * outputHeight() * outputWidth() * outputChannels;
    }

    int[] inputDims() {
        return new int[] {batch, height, width, inputChannels};
    }

    int[] outputDims() {
        return new int[] {batch, outputHeight(), outputWidth(), outputChannels};
    }

    /** What happens at an input cell that a tap of a window meets; cells are counted over the batch. */
    interface Tap {
        void at(int outputCell, int inputCell, int kernelRow, int kernelColumn);
    }

    /** Visits the taps of every window that lie inside the image, output cells in order. */
    void forEachTap(Tap tap) {
        for (int n = 0, cell = 0; n < batch; n++) {
            for (int y = 0; y < outputHeight(); y++) {
                for (int x = 0; x < outputWidth(); x++, cell++) {
                    for (int i = 0; i < window.kernelHeight(); i++) {
                        for (int j = 0; j < window.kernelWidth(); j++) {
                            int row = y * window.strideHeight() + i * window.dilationHeight() - window.paddingTop();
                            int column = x * window.strideWidth() + j * window.dilationWidth() - window.paddingLeft();
                            if (row >= 0 && row < height && column >= 0 && column < width) {
                                tap.at(cell, (n * height + row) * width + column, i, j);
                            }
                        }
                    }
                }
            }
        }
    }
}
