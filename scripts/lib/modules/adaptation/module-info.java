// SPDX-License-Identifier: Apache-2.0

/** What learns on a board: the example's Adapt. */
module example.adaptation {
    requires io.lanewise.adaptation;
    requires io.lanewise.glyphs;
}
