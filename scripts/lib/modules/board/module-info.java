// SPDX-License-Identifier: Apache-2.0

/** What runs on a board: the example's Classify. It names no platform. */
module example.board {
    requires io.lanewise.runtime;
    requires io.lanewise.glyphs;
}
