// SPDX-License-Identifier: Apache-2.0
/** Programs that re-make the sample model of {@code lanewise-glyphs} and its images. */
package io.lanewise.glyphs.training;
