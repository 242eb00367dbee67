// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import io.lanewise.quantizer.calibration.CalibrationStatistics;
import io.lanewise.quantizer.cost.SampleSplit;
import java.util.List;

/**
 * What a calibration on the command line leaves.
 *
 * @param statistics of each model that was calibrated; of the first alone where only stored calibrations were named
 * @param split the samples kept; null where none were named
 */
record CalibrationPass(List<CalibrationStatistics> statistics, SampleSplit split) {
}
