// SPDX-License-Identifier: Apache-2.0

/** The sample: a small trained float model and its test and calibration images. */
module io.lanewise.glyphs {
    exports io.lanewise.glyphs;
}
