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
        String svg = new LineChart("a & b", 1, "%.1f", List.of(1.0, 3.0, 2.0)).svg();
        assertTrue(svg.contains("points=\"90.0,196.0 483.0,24.0 876.0,110.0\""), svg);
        assertTrue(svg.contains("<line x1=\"90\" x2=\"876\" y1=\"24\" y2=\"24\"/>"), svg);
        assertTrue(svg.contains("<text class=\"name\" x=\"82\" y=\"28\">3.0</text>"), svg);
        assertTrue(svg.contains("<text class=\"name\" x=\"82\" y=\"200\">1.0</text>"), svg);
        assertTrue(svg.contains("<circle class=\"worse\" cx=\"483.0\" cy=\"24.0\" r=\"6\">"), svg);
        assertTrue(svg.contains("aria-label=\"a &amp; b\""), svg);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        String svg = new LineChart("loss", 0, "%.0f", List.of(Double.NaN, 2.0, 1.0)).svg();
        assertTrue(svg.contains("points=\"483.0,24.0 876.0,196.0\""), svg);
        assertFalse(svg.contains("NaN"), svg);
        assertEquals(2, svg.split("<circle", -1).length - 1);
    }

    @Test
    void drawsValuesThatAreAllTheSame() {
        assertTrue(new LineChart("flat", 0, "%.0f", List.of(5.0, 5.0))
                .svg()
                .contains("points=\"90.0,196.0 876.0,196.0\""));
        assertTrue(new LineChart("one", 0, "%.0f", List.of(5.0)).svg().contains("points=\"90.0,196.0\""));
    }

    /** On one scale, from the lowest of all to the highest; the names are 18 apart below the picture. */
    @Test
    void severalLinesHaveNamesAndColours() {
        String svg = new LineChart(
                        "two",
                        List.of(
                                new LineChart.Line("a < b", List.of(0.0, 4.0)),
                                new LineChart.Line("c", List.of(2.0, 1.0))),
                        1,
                        "%.0f")
                .svg();
        assertTrue(svg.contains("viewBox=\"0 0 900 256\""), svg);
        assertTrue(svg.contains("style=\"stroke: hsl(0, 65%, 50%)\" points=\"90.0,196.0 876.0,24.0\""), svg);
        assertTrue(svg.contains("style=\"stroke: hsl(180, 65%, 50%)\" points=\"90.0,110.0 876.0,153.0\""), svg);
        assertTrue(svg.contains("<text x=\"128\" y=\"224\">a &lt; b</text>"), svg);
        assertTrue(svg.contains("<text x=\"128\" y=\"242\">c</text>"), svg);
        assertTrue(svg.contains("<title>c, 1: 1</title>"), svg);
    }
}
