// SPDX-License-Identifier: Apache-2.0

/** What runs on a workstation: the example's Quantize. */
module example.workstation {
    requires io.lanewise.quantizer;
    requires io.lanewise.glyphs;
}
