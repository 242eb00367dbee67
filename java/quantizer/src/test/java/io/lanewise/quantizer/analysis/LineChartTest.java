// SPDX-License-Identifier: Apache-2.0
package io.lanewise.quantizer.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {

    /** Of 900 x 220, with 90 to the left for figures and 24 at the other edges: the highest above, the lowest below. */
    @Test
    void spreadsValuesOverThePicture() {
        String svg = new LineChart("a & b", List.of(1.0, 3.0, 2.0), 1, "%.1f").svg();
        assertTrue(svg.contains("points=\"90.0,196.0 483.0,24.0 876.0,110.0\""), svg);
        assertTrue(svg.contains("<line x1=\"90\" x2=\"876\" y1=\"24\" y2=\"24\"/>"), svg);
        assertTrue(svg.contains("<text class=\"name\" x=\"82\" y=\"28\">3.0</text>"), svg);
        assertTrue(svg.contains("<text class=\"name\" x=\"82\" y=\"200\">1.0</text>"), svg);
        assertTrue(svg.contains("<circle class=\"worse\" cx=\"483.0\" cy=\"24.0\" r=\"6\">"), svg);
        assertTrue(svg.contains("aria-label=\"a &amp; b\""), svg);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        String svg = new LineChart("loss", List.of(Double.NaN, 2.0, 1.0), 0, "%.0f").svg();
        assertTrue(svg.contains("points=\"483.0,24.0 876.0,196.0\""), svg);
        assertFalse(svg.contains("NaN"), svg);
        assertEquals(2, svg.split("<circle", -1).length - 1);
    }

    @Test
    void drawsValuesThatAreAllTheSame() {
        assertTrue(new LineChart("flat", List.of(5.0, 5.0), 0, "%.0f")
                .svg()
                .contains("points=\"90.0,196.0 876.0,196.0\""));
        assertTrue(new LineChart("one", List.of(5.0), 0, "%.0f").svg().contains("points=\"90.0,196.0\""));
    }
}
