'use strict';
/* The flow as a picture, and words for figures. All that comes from the factory is put in as text, never as HTML. */
const Factory = (() => {
  const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
  const PLACES = [['buyer', 'Buyer'], ['lines', 'lines'], ['workers', 'workers'], ['transportationLine', 'to be packed'], ['warehouse', 'warehouse']];
  /* A factory that waits for its source is as it should be: that is said, and nothing is marked. */
  const STATION = { line: 'lines', room: 'workshops', blueprint: 'workshops', stevedores: 'transport', destination: 'destination' };
  const MOST_LANES = 12;

  const byId = id => document.getElementById(id);
  const count = n => n === null || n === undefined ? '–' : n >= 1e9 ? short.format(n) : whole.format(n);
  const many = (n, thing) => count(n) + ' ' + thing + (n === 1 ? '' : 's');
  const rate = n => n === null || n === undefined ? '–' : n > 0 && n < 1 ? String(Number(n.toPrecision(2))) : n > 0 && n < 10 ? n.toFixed(1) : count(n);
  const percent = n => n === null || n === undefined ? '–' : Math.floor(100 * n) + ' %';
  /* Rounded, for such are added up; what is full at 100 % must not say so before. */
  const part = (n, all) => all > 0 && n > 0 && n / all < 0.005 ? '<1 %' : all > 0 ? Math.round(100 * n / all) + ' %' : '–';
  const clock = iso => iso ? new Date(iso).toLocaleTimeString('en-GB') : '';

  function bytes(n) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    while (n >= 1024 && unit < units.length - 1) { n /= 1024; unit++; }
    return (unit === 0 || n >= 100 ? whole.format(n) : n.toFixed(1)) + ' ' + units[unit];
  }

  /* In at most two units, as the factory writes it everywhere, never rounded up. */
  function time(seconds) {
    if (seconds === null || seconds === undefined) return '–';
    const ms = Math.floor(seconds * 1000 + 1e-6); // a whole number of them may come as a little less
    if (ms < 1) return '<1 ms';
    if (ms < 1000) return ms + ' ms';
    if (ms < 60000) return Math.floor(ms / 100) / 10 + ' s';
    const s = Math.floor(ms / 1000);
    const units = (large, unit, small, smaller) => whole.format(large) + ' ' + unit + (small > 0 ? ' ' + small + ' ' + smaller : '');
    if (s < 3600) return units(Math.floor(s / 60), 'min', s % 60, 's');
    return s < 48 * 3600 ? units(Math.floor(s / 3600), 'h', Math.floor(s / 60) % 60, 'min') : units(Math.floor(s / 86400), 'days', Math.floor(s / 3600) % 24, 'h');
  }

  /* An element with text and children; the only way in which the page grows. */
  function make(tag, className, content) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    for (const part of Array.isArray(content) ? content : [content]) {
      if (part instanceof Node) element.append(part);
      else if (part !== undefined && part !== null) element.append(document.createTextNode(String(part)));
    }
    return element;
  }

  /* What nobody sees of a text: controls, marks of direction, half letters; and blanks, but for the plain one. */
  const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
  const code = c => 'U+' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');

  /* A stranger's word by itself, so that nothing in it turns the words beside it round; what nobody would see of it is shown by its number, a blank at an end as a mark. */
  function called(word) {
    const letters = Array.from(String(word));
    let first = 0, end = letters.length;
    while (first < end && letters[first] === ' ') first++;
    while (end > first && letters[end - 1] === ' ') end--;
    const element = make('bdi', 'word');
    let seen = '';
    const flush = () => { if (seen) element.append(seen); seen = ''; };
    letters.forEach((c, i) => {
      const mark = i < first || i >= end ? '\u2423' : UNSEEN.test(c) ? code(c) : '';
      if (!mark) { seen += c; return; }
      flush();
      element.append(make('span', 'unseen', mark));
    });
    flush();
    return element;
  }

  /* The same within a text that goes on. */
  const apart = word => '\u2068' + Array.from(String(word), c => UNSEEN.test(c) ? '<' + code(c) + '>' : c).join('') + '\u2069';

  /* How full something is; what is only a share of a whole is never too much. */
  function bar(share, plain) {
    const full = Math.max(0, Math.min(1, share || 0));
    const fill = make('i');
    fill.style.width = (100 * full).toFixed(1) + '%';
    return make('div', 'bar' + (plain ? '' : full >= 0.98 ? ' full' : full >= 0.75 ? ' high' : ''), fill);
  }

  const sum = (list, value) => list.reduce((all, one) => all + value(one), 0);
  const share = (part, whole) => whole > 0 ? part / whole : 0;

  function station(id, title, parts, held) {
    const card = make('div', 'station' + (held ? ' held' : ''), [make('h3', '', title), ...parts]);
    card.id = 'station-' + id;
    return card;
  }

  function lanes(workshops) {
    const inFlight = w => w.onLine + w.delivered;
    if (workshops.length <= MOST_LANES) return workshops;
    return [...workshops].sort((a, b) => inFlight(b) - inFlight(a)).slice(0, MOST_LANES).sort((a, b) => a.workshop - b.workshop);
  }

  /* A figure stays with its unit as long as there is room for both. */
  const glue = text => make('span', 'glue', text);
  const pace = (n, what) => make('div', 'big', [rate(n) + ' ', make('span', 'small glue', what)]);

  function draw(target, s) {
    const held = s.ended ? undefined : STATION[s.bottleneck.stage];
    const shown = lanes(s.workshops);
    const rest = s.workshops.length - shown.length;
    const more = rest > 0 ? [make('div', 'small', 'and ' + rest + ' more')] : [];
    const fill = w => share(w.placesTaken, w.lineCapacity);
    const source = s.source;
    const progress = source.bounded && source.progress !== null ? [bar(source.progress, true), make('div', 'small', [glue(percent(source.progress) + ' read'), source.finished ? '' : ' (lot by lot)', ...(source.leftSeconds && !s.ended ? [', ', glue(time(source.leftSeconds) + ' left')] : [])])] : [];
    const last = s.shipments[0];
    const t = s.transport;
    target.replaceChildren(
      station('source', 'Source', [pace(s.ended ? 0 : s.rates.boughtPerSecond, 'bought/s'), make('div', 'small', [glue(count(source.bought) + ' bought'), source.finished ? ', read to its end' : '']), ...progress, make('div', 'small', 'Buyer holds ' + count(source.held))], false),
      station('lines', 'Lines', [...shown.map(w => make('div', 'lane', [make('span', 'no', w.workshop), bar(fill(w)), make('span', 'value', percent(fill(w)))])), ...more], held === 'lines'),
      station('workshops', 'Workshops', [...shown.map(w => make('div', 'lane', [make('span', 'no', w.workshop), make('span', 'name', w.closed ? 'closed' : many(w.roster, 'worker')), make('span', 'value', rate(w.assembledPerSecond) + '/s')])), ...more, make('div', 'small', [glue(rate(s.ended ? 0 : s.rates.assembledPerSecond) + ' assembled/s'), ' in all']), make('div', 'small', [glue(bytes(sum(s.workshops, w => w.openBytes)) + ' open'), ...(sum(s.workshops, w => w.parked) > 0 ? [', ', glue(many(sum(s.workshops, w => w.parked), 'pid') + ' parked')] : [])])], held === 'workshops'),
      station('transport', 'Transportation line', [make('div', 'big', count(t.onLine)), bar(share(t.onLine, t.lineCapacity)), make('div', 'small', 'places taken of ' + count(t.lineCapacity) + ', permits that are out among them'), make('div', 'small', count(sum(s.workshops, w => w.waitingForPermit)) + ' wait for a permit')], held === 'transport'),
      station('warehouse', 'Warehouse', [make('div', 'big', count(t.inWarehouse)), bar(share(t.inWarehouse, t.warehouseCapacity)), make('div', 'small', 'of ' + count(t.warehouseCapacity))], false),
      station('destination', 'Destination', [pace(s.ended ? 0 : s.rates.productsPerSecond, 'products/s'), make('div', 'small', [glue(many(t.shippedProducts, 'product')), ' in ', glue(many(t.shipments, 'shipment'))]), ...(last ? [make('div', 'small', ['the last took ', glue(time(last.tookSeconds))])] : []), make('div', 'small', t.destination)], held === 'destination'));
  }

  function slow(target, b, ended) {
    const nobody = ended || !(b.stage in STATION);
    target.className = 'slow' + (nobody ? '' : ' held');
    target.replaceChildren(nobody
      ? make('span', '', [make('b', '', 'Who is slowing us? '), (b.stage === 'source' && !ended ? 'Only the source: ' : 'Nobody: ') + (ended ? 'the workshops are closed' : b.text)])
      : make('span', '', [make('b', '', 'Who is slowing us? ' + b.actor + '. '), b.text]));
  }

  function open(target, legend, openAt) {
    const all = PLACES.reduce((n, [key]) => n + openAt[key], 0);
    target.replaceChildren(...PLACES.map(([key], i) => {
      const part = make('i', 'c' + i);
      part.style.width = (100 * share(openAt[key], all)).toFixed(2) + '%';
      return part;
    }));
    legend.replaceChildren(...PLACES.map(([key, name], i) => make('li', '', [make('i', 'c' + i), name + ' ' + count(openAt[key])])));
  }

  /* A row whose figures know what they are called, for where its table has no head. */
  function named(table, row) {
    [...table.tHead.rows[0].cells].forEach((head, i) => { row.cells[i].dataset.name = head.textContent; });
    return row;
  }

  const cells = (...values) => make('tr', '', values.map(value => make('td', '', value)));

  function custody(target, note, c) {
    const why = c.scrappedByReason.map(r => r.name + ' ' + count(r.count)).join(', ');
    const scrapped = cells('+ scrapped', count(c.scrapped), why);
    scrapped.cells[2].className = 'word';
    target.replaceChildren(cells('bought', count(c.bought), ''), cells('= shipped', count(c.shipped), ''), scrapped, cells('+ open', count(c.open), ''));
    note.textContent = c.inMotion === 0 ? 'balances' : 'in motion ' + (c.inMotion > 0 ? '+' : '') + count(c.inMotion) + ': the departments report one after the other';
  }

  function latency(target, l) {
    const row = (name, p) => cells(name + (p.count ? '' : ' (none)'), time(p.p50Seconds), time(p.p90Seconds), time(p.p99Seconds), time(p.maxSeconds));
    target.replaceChildren(row('material to product', l.materialToProduct), row('product to shipment', l.productToShipment));
  }

  function pclass(target, classes) {
    const shown = classes.slice(0, 20);
    const most = Math.max(1, ...shown.map(c => c.count));
    const all = sum(classes, c => c.count), rest = sum(classes.slice(20), c => c.count);
    target.replaceChildren(...shown.map(c => cells(called(c.name), bar(c.count / most, true), count(c.count) + ' · ' + part(c.count, all))));
    if (rest > 0) target.append(cells('(other)', '', count(rest) + ' · ' + part(rest, all)));
    if (classes.length === 0) target.replaceChildren(cells('nothing is shipped yet'));
  }

  function shipments(target, list) {
    target.replaceChildren(...list.slice(0, 10).map(s => named(target.parentElement, cells(s.number, clock(s.at), count(s.products), count(s.materials), count(s.scrap), time(s.tookSeconds)))));
  }

  function alarm(a) {
    const when = a.cleared ? clock(a.raised) + ' to ' + clock(a.cleared) : 'since ' + clock(a.raised);
    return make('li', a.cleared ? 'over' : '', [make('b', '', a.actor), make('span', '', a.key + ', ' + when), make('div', '', a.text)]);
  }

  function alarms(target, history, title, s) {
    target.replaceChildren(...(s.alarms.length ? s.alarms.map(alarm) : [make('li', 'none', 'none stands')]));
    history.replaceChildren(...s.alarmHistory.map(alarm));
    title.textContent = count(s.alarmHistory.length) + ' over';
  }

  /* Everything that a state says, wherever the page has room for it. */
  function show(s) {
    byId('name').textContent = s.factory;
    document.title = s.factory + (s.alarms.length ? ' (' + s.alarms.length + ')' : '');
    byId('rate-assembled').textContent = rate(s.ended ? 0 : s.rates.assembledPerSecond);
    byId('rate-products').textContent = rate(s.ended ? 0 : s.rates.productsPerSecond);
    byId('workers').textContent = count(sum(s.workshops, w => w.roster));
    byId('running').textContent = time(Math.max(1, Math.floor(s.runningSeconds)));
    slow(byId('slow'), s.bottleneck, s.ended);
    draw(byId('flow'), s);
    open(byId('open'), byId('open-legend'), s.custody.openAt);
    alarms(byId('alarms'), byId('alarm-history'), byId('alarm-history-title'), s);
    custody(byId('custody'), byId('balance'), s.custody);
    latency(byId('latency'), s.latency);
    pclass(byId('pclass'), s.transport.shippedByPclass);
    shipments(byId('shipments'), s.shipments);
  }

  return { show, make, called, apart, code, count, many, rate, bytes, time, byId, cells, named };
})();
