// SPDX-License-Identifier: Apache-2.0
package io.lanewise.instructions.detection;

/**
 * How boxes are chosen: TFLite's options of TFLite_Detection_PostProcess.
 *
 * @param maxDetections at most so many boxes
 * @param maxClasses classes that are given for a box, where classes are not looked at one by one
 * @param classes without the background
 * @param regular whether boxes of each class are chosen by themselves
 * @param maxDetectionsPerClass at most so many boxes of a class, where they are
 * @param scoreThreshold the least score
 * @param overlapThreshold of two boxes that overlap by more, intersection by union, the worse is left out
 * @param scaleY by which a box's encoded centre is divided; likewise the others
 * @param scaleX of the centre
 * @param scaleH of the logarithm of the height
 * @param scaleW of the logarithm of the width
 */
public record DetectionOptions(
        int maxDetections,
        int maxClasses,
        int classes,
        boolean regular,
        int maxDetectionsPerClass,
        float scoreThreshold,
        float overlapThreshold,
        float scaleY,
        float scaleX,
        float scaleH,
        float scaleW) {}
