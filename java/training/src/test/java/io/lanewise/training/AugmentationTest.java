// SPDX-License-Identifier: Apache-2.0
package io.lanewise.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lanewise.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final Shape IMAGE = Shape.of(1, 2, 3, 1);
    private static final float[] VALUES = {1, 2, 3, 4, 5, 6};

    private static Set<List<Float>> all(Augmentation augmentation, float... values) {
        Random random = new Random(1);
        return IntStream.range(0, 200)
                .mapToObj(i -> augmentation.apply(values, random))
                .map(changed -> IntStream.range(0, changed.length)
                        .mapToObj(i -> changed[i])
                        .toList())
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void turnsImagesLeftToRight() {
        assertEquals(
                Set.of(List.of(1f, 2f, 3f, 4f, 5f, 6f), List.of(3f, 2f, 1f, 6f, 5f, 4f)), all(new Flip(IMAGE), VALUES));
        assertEquals(
                Set.of(List.of(1f, 2f, 3f, 4f), List.of(3f, 4f, 1f, 2f)),
                all(new Flip(Shape.of(1, 1, 2, 2)), 1, 2, 3, 4));
    }

    @Test
    void movesImagesAndRepeatsTheirEdges() {
        assertEquals(
                Set.of(
                        List.of(1f, 2f, 3f, 4f, 5f, 6f),
                        List.of(1f, 1f, 2f, 4f, 4f, 5f),
                        List.of(2f, 3f, 3f, 5f, 6f, 6f)),
                all(new Shift(IMAGE, 0, 1), VALUES));
        assertEquals(
                Set.of(
                        List.of(1f, 2f, 3f, 4f, 5f, 6f),
                        List.of(1f, 2f, 3f, 1f, 2f, 3f),
                        List.of(4f, 5f, 6f, 4f, 5f, 6f)),
                all(new Shift(IMAGE, 1, 0), VALUES));
    }

    @Test
    void addsNoiseOfItsDeviation() {
        float[] noisy = new Noise(0.5f).apply(new float[100_000], new Random(1));
        double squares = 0;
        for (float value : noisy) {
            squares += value * value;
        }
        assertEquals(0.5, Math.sqrt(squares / noisy.length), 0.01);
    }

    @Test
    void leavesTheSampleItselfAlone() {
        float[] values = VALUES.clone();
        Augmentation every = new Flip(IMAGE).then(new Shift(IMAGE, 1, 1)).then(new Noise(1));
        every.apply(values, new Random(2));
        assertArrayEquals(VALUES, values);
    }

    @Test
    void refusesWhatIsNoImage() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Flip(Shape.of(1, 10)))
                .getMessage();
        assertEquals("[1,10] is no image [1,height,width,channels]", message);
        assertThrows(IllegalArgumentException.class, () -> new Shift(IMAGE, 2, 0));
    }
}
