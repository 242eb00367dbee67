// SPDX-License-Identifier: Apache-2.0
package io.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void figuresHaveUnits() {
        assertEquals("75.95 %", Figures.percent(0.7595));
        assertEquals("1023 B", Figures.bytes(1023));
        assertEquals("1.0 KiB", Figures.bytes(1024));
        assertEquals("1.5 MiB", Figures.bytes(3 << 19));
        assertEquals("12,501,632", Figures.count(12501632));
        assertEquals("412 µs", Figures.micros(412.4));
        assertEquals("1.24 ms", Figures.micros(1240));
    }
}
