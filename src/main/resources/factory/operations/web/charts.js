'use strict';
/* The charts over time; Chart.js draws them. */
const FactoryCharts = (() => {
  const FIGURES = [
    ['materials/s', Factory.rate, [['boughtPerSecond', 'bought'], ['assembledPerSecond', 'assembled']]],
    ['products/s', Factory.rate, [['productsPerSecond', 'shipped']]],
    ['materials on the lines', Factory.count, [['lineBacklog', 'in flight']]],
    ['live workers', Factory.count, [['roster', 'roster']]],
    ['open assemblies', Factory.bytes, [['openBytes', 'estimated']]],
    ['CPU of each core', v => Math.round(100 * v) + ' %', 'cores', 1],
    ['heap', Factory.bytes, [['heapUsedBytes', 'used'], ['heapMaxBytes', 'most']]],
    ['GC pauses, ms in a second', Factory.rate, [['gcPauseMillis', 'stopped']]],
    ['material to product', Factory.time, [['materialToProductP50', 'half'], ['materialToProductP99', '99 %']]],
    ['product to shipment', Factory.time, [['productToShipmentP50', 'half'], ['productToShipmentP99', '99 %']]]
  ];
  const COLOURS = ['--one', '--two', '--three', '--four', '--five'];
  let charts = [];
  let most = Infinity;
  let place = null;

  const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function line(label, i) {
    return { label, data: [], borderColor: style(COLOURS[i % COLOURS.length]), borderWidth: 1.5, pointRadius: alone, pointHitRadius: 6, spanGaps: false };
  }

  /* Bytes are told in powers of 1,024, so the lines are drawn at such, too. */
  function evenBytes(axis) {
    if (!(axis.max > 0)) return;
    const step = Math.max(1, 2 ** Math.ceil(Math.log2(axis.max / 4)));
    axis.ticks = Array.from({ length: Math.floor(axis.max / step) + 1 }, (_, i) => ({ value: i * step }));
  }

  /* Around a single sample the library would draw a fifth of a century. */
  function aroundOne(axis) {
    if (axis.max - axis.min < 1e10) return;
    const at = (axis.min + axis.max) / 2;
    axis.min = at - 1000;
    axis.max = at + 1000;
  }

  /* A value without a neighbour has no line: it is drawn as a dot. */
  function alone({ dataset, dataIndex }) {
    const there = i => dataset.data[i] && Number.isFinite(dataset.data[i].y);
    return there(dataIndex) && (dataset.data.length < 8 || !there(dataIndex - 1) && !there(dataIndex + 1)) ? 2 : 0;
  }

  /* The library ends an axis with a label at its very end, however close to the one before. */
  function apart(axis) {
    const ticks = axis.ticks, last = ticks.length - 1;
    if (last > 1 && ticks[last].value - ticks[last - 1].value < 0.8 * (ticks[1].value - ticks[0].value)) ticks.splice(last - 1, 1);
  }

  /* Over more than a day the time of day says too little. */
  const label = (at, span) => span > 864e5 ? new Date(at).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }) : new Date(at).toLocaleTimeString('en-GB');

  function options(format, top) {
    const muted = style('--muted'), grid = style('--line');
    return {
      animation: false, parsing: false, normalized: true, responsive: true, maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { type: 'linear', bounds: 'data', afterDataLimits: aroundOne, afterBuildTicks: apart, ticks: { color: muted, maxTicksLimit: 5, maxRotation: 0, includeBounds: false, callback(v) { return label(v, this.max - this.min); } }, grid: { display: false } },
        y: { beginAtZero: true, suggestedMax: top, afterBuildTicks: format === Factory.bytes ? evenBytes : undefined, ticks: { color: muted, maxTicksLimit: 5, precision: format === Factory.count ? 0 : undefined, callback: v => v === 0 ? '0' : format(v) }, grid: { color: grid } }
      },
      plugins: {
        legend: { labels: { color: muted, boxWidth: 10, boxHeight: 2 } },
        tooltip: { callbacks: { title: items => new Date(items[0].parsed.x).toLocaleTimeString('en-GB'), label: item => item.dataset.label + ' ' + format(item.parsed.y) } }
      }
    };
  }

  function begin(target, cores) {
    charts.forEach(c => c.chart.destroy());
    charts = FIGURES.map(([title, format, series, top]) => {
      const canvas = Factory.make('canvas');
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', title + ' over time');
      const box = Factory.make('div', 'chart', [Factory.make('h3', '', title), Factory.make('div', '', canvas)]);
      const names = series === 'cores' ? Array.from({ length: Math.max(1, cores) }, (_, i) => cores ? 'core ' + i : 'process') : series.map(s => s[1]);
      const set = options(format, top);
      set.plugins.legend.display = names.length > 1 && names.length <= 8;
      return { box, series, canvas, set, names };
    });
    target.replaceChildren(...charts.map(c => c.box));
    charts.forEach(c => { c.chart = new Chart(c.canvas, { type: 'line', data: { datasets: c.names.map(line) }, options: c.set }); });
  }

  const values = (series, sample) => series !== 'cores' ? series.map(s => sample[s[0]]) : sample.cores.length ? sample.cores : [sample.processCpu];

  function put(chart, sample) {
    values(chart.series, sample).forEach((y, i) => {
      const set = chart.chart.data.datasets[i];
      if (!set) return;
      set.data.push({ x: sample.at, y: y === null ? NaN : y });
      if (set.data.length > most) set.data.shift();
    });
  }

  /* Draws a history as /api/history has it; as many samples are kept as it has room for. */
  function load(target, history) {
    place = target;
    most = Math.max(history.mostSamples, history.at.length);
    begin(target, history.cores.reduce((n, cores) => Math.max(n, cores.length), 0));
    const names = Object.keys(history).filter(name => Array.isArray(history[name]));
    history.at.forEach((_, i) => {
      const sample = Object.fromEntries(names.map(name => [name, history[name][i]]));
      charts.forEach(c => put(c, sample));
    });
    charts.forEach(c => c.chart.update('none'));
  }

  const newest = () => {
    const data = charts.length ? charts[0].chart.data.datasets[0].data : [];
    return data.length ? data[data.length - 1].x : 0;
  };

  /* One more sample; one that is there already changes nothing. A page that is not seen is not drawn. */
  function add(sample) {
    if (!charts.length || !sample || sample.at <= newest()) return;
    if (newest() === 0) begin(place, sample.cores.length);
    charts.forEach(c => {
      put(c, sample);
      if (!document.hidden) c.chart.update('none');
    });
  }

  /* Colours of the other scheme. */
  function repaint() {
    charts.forEach(c => {
      c.chart.data.datasets.forEach((set, i) => { set.borderColor = style(COLOURS[i % COLOURS.length]); });
      const scales = c.chart.options.scales;
      scales.x.ticks.color = scales.y.ticks.color = c.chart.options.plugins.legend.labels.color = style('--muted');
      scales.y.grid.color = style('--line');
      c.chart.update('none');
    });
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', repaint);

  /* A copy that the library does not know of, in colours for paper. */
  function copy({ chart, canvas }) {
    const paper = Factory.make('canvas', 'copy');
    paper.width = canvas.width;
    paper.height = canvas.height;
    if (canvas.width > 0 && canvas.height > 0) paper.getContext('2d').drawImage(chart.canvas, 0, 0);
    canvas.after(paper);
  }

  function print() {
    document.documentElement.classList.add('paper');
    repaint();
    document.querySelectorAll('.copy').forEach(old => old.remove());
    charts.forEach(copy);
  }

  function printed() {
    document.documentElement.classList.remove('paper');
    document.querySelectorAll('.copy').forEach(old => old.remove());
    repaint();
  }

  addEventListener('beforeprint', print);
  addEventListener('afterprint', printed);
  /* How many points each chart has, for whoever tests. */
  const points = () => charts.map(c => c.chart.data.datasets[0].data.filter(p => Number.isFinite(p.y)).length);
  return { load, add, points };
})();
