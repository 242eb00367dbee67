// SPDX-License-Identifier: Apache-2.0
/** The project's own sample: a small trained float model with its test and calibration images. */
package io.lanewise.glyphs;
