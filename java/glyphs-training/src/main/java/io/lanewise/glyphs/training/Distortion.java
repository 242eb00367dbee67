// SPDX-License-Identifier: Apache-2.0
package io.lanewise.glyphs.training;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A random smooth warp of the plane: an affine map, then an elastic displacement.
 *
 * <p>The displacement is a sum of a few plane sine waves with wavelengths of half the image and more, so that strokes
 * bend but do not break. It is applied to the outline and not to pixels, therefore nothing is resampled.
 */
final class Distortion {

    private static final int WAVES = 3;
    private static final double FLATNESS = 0.05;
    private static final double LONGEST_SEGMENT = 1.0;

    /** A plane sine wave: x and y radians per pixel along each axis, height in pixels. */
    private record Wave(double x, double y, double phase, double height) {

        static Wave draw(Random random, int size) {
            double frequency = 2 * Math.PI / (size * uniform(random, 0.5, 1.5));
            double direction = uniform(random, 0, 2 * Math.PI);
            return new Wave(
                    frequency * StrictMath.cos(direction),
                    frequency * StrictMath.sin(direction),
                    uniform(random, 0, 2 * Math.PI),
                    size * uniform(random, 0, 0.025));
        }

        double at(double px, double py) {
            return height * StrictMath.sin(x * px + y * py + phase);
        }
    }

    private final AffineTransform affine;
    private final List<Wave> sideways;
    private final List<Wave> upDown;

    /**
     * Draws a distortion.
     *
     * @param size width and height of the image in pixels; a unit outline is placed near its middle
     */
    Distortion(Random random, int size) {
        double extent = size * uniform(random, 0.5, 0.8);
        affine = AffineTransform.getTranslateInstance(
                size / 2.0 + uniform(random, -0.1, 0.1) * size, size / 2.0 + uniform(random, -0.1, 0.1) * size);
        affine.rotate(uniform(random, -0.3, 0.3));
        affine.shear(uniform(random, -0.25, 0.25), 0);
        affine.scale(extent * uniform(random, 0.75, 1.05), extent);
        sideways = Stream.generate(() -> Wave.draw(random, size)).limit(WAVES).toList();
        upDown = Stream.generate(() -> Wave.draw(random, size)).limit(WAVES).toList();
    }

    /** The distorted outline, in pixels. */
    Shape apply(Shape outline) {
        Path2D warped = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double[] end = new double[6];
        double[] start = new double[2];
        double[] first = new double[2];
        for (PathIterator i = outline.getPathIterator(affine, FLATNESS); !i.isDone(); i.next()) {
            switch (i.currentSegment(end)) {
                case PathIterator.SEG_MOVETO -> {
                    warped.moveTo(x(end[0], end[1]), y(end[0], end[1]));
                    first = new double[] {end[0], end[1]};
                    start = first;
                }
                case PathIterator.SEG_LINETO -> {
                    lineTo(warped, start, end);
                    start = new double[] {end[0], end[1]};
                }
                default -> {
                    lineTo(warped, start, first);
                    warped.closePath();
                }
            }
        }
        return warped;
    }

    /** Long straight lines are cut, so that they bend too. */
    private void lineTo(Path2D path, double[] from, double[] to) {
        int pieces = 1 + (int) (Math.hypot(to[0] - from[0], to[1] - from[1]) / LONGEST_SEGMENT);
        for (int i = 1; i <= pieces; i++) {
            double t = (double) i / pieces;
            double px = from[0] + t * (to[0] - from[0]);
            double py = from[1] + t * (to[1] - from[1]);
            path.lineTo(x(px, py), y(px, py));
        }
    }

    private double x(double px, double py) {
        return px + sum(sideways, px, py);
    }

    private double y(double px, double py) {
        return py + sum(upDown, px, py);
    }

    private static double sum(List<Wave> waves, double px, double py) {
        double sum = 0;
        for (Wave wave : waves) {
            sum += wave.at(px, py);
        }
        return sum;
    }

    private static double uniform(Random random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
