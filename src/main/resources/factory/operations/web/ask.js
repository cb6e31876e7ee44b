'use strict';
/* What is asked about pids, and done to them. */
const FactoryAsk = (() => {
  const { make, apart, code, byId, time, bytes, count, many, rate } = Factory;
  const LONGEST_PID = 200;
  const WHY = 'api/why?pid=';
  /* The address of a question, as the factory takes it. */
  const LONGEST_ADDRESS = 8192;
  /* In seconds, 100 days: the factory takes no more. */
  const LONGEST_EXTENSION = 8640000;
  const ACTIONS = {
    close: pid => ['Close the product of ', ...pid, ' now? It is shipped as it is.'],
    extend: (pid, seconds) => ['Let the contract of ', ...pid, ' end ' + time(seconds) + ' later than it would?'],
    release: pid => ['Send what is parked of ', ...pid, ' to the scrap now? Its next material begins anew.']
  };
  let call = (path, options) => fetch(path, options);
  /* Questions are numbered, for an answer may be slower than that to a later question: then it is dropped. */
  let asked = 0, listed = 0;
  /* The pid that was put into the field, and what the field made of it, which keeps no line break. */
  let put = { pid: '', shown: '' };

  /* A long one is whole in its title. */
  function called(pid) {
    const letters = Array.from(pid);
    const element = Factory.called(letters.length > LONGEST_PID ? letters.slice(0, LONGEST_PID - 1).join('') + '…' : pid);
    element.title = pid;
    return element;
  }

  const position = span => span.from === span.to ? span.partition + ':' + span.from : span.partition + ':' + span.from + '–' + span.to;

  function rows(list) {
    const table = make('dl');
    list.filter(([, value]) => value !== null && value !== undefined && value !== '').forEach(([name, value]) => {
      table.append(make('dt', '', name), make('dd', '', value));
    });
    return table;
  }

  const held = h => h.count === 0 ? null : count(h.count) + ': ' + h.spans.map(position).join(', ') + (h.spans.length && h.spans.reduce((n, s) => n + s.to - s.from + 1, 0) < h.count ? ' …' : '');
  const contract = c => c.clock === 'event' ? 'ends when the watermark has passed ' + c.until + '; it is at ' + (c.watermark || 'nothing yet') : 'ends in ' + time(c.leftSeconds) + ' if nothing more comes (term ' + time(c.termSeconds) + ')';
  const fate = f => f.fate === 'shipped'
    ? 'shipped in shipment ' + f.shipment + (f.pclass ? ' as ' + apart(f.pclass) : '') + (f.closed ? ', closed ' + (f.closed === 'by-hand' ? f.closed : 'by ' + f.closed) : '') + (f.materials ? ', ' + many(f.materials, 'material') : '') + (f.id ? ', product ' + apart(f.id) : '') + (f.when ? ', ' + f.when : '')
    : 'scrapped in shipment ' + f.shipment + (f.reason ? ' as ' + f.reason : '') + (f.detail ? ': ' + apart(f.detail) : '') + (f.origin ? ' (' + position(f.origin) + ')' : '') + (f.when ? ', ' + f.when : '');

  const TITLE = { open: 'is open', parked: 'is parked', 'under-way': 'is under way', shipped: 'is shipped', scrapped: 'is in the scrap', unanswered: 'is not known at the moment', unknown: 'was not found' };
  const title = a => a.state === 'several' ? [called(a.pid), ': ' + a.each.length + ' pids are written so'] : [called(a.pid), ' ' + (a.never ? 'was never seen' : TITLE[a.state] || a.state)];

  const fates = list => make('ul', '', list.map(f => make('li', '', fate(f))));
  const looked = a => make('p', 'note', 'looked in ' + a.searched);

  /* What is with a pid; of what is still there, also what has left before. */
  function body(a) {
    return a.earlier ? [...now(a), make('h4', '', 'Earlier'), fates(a.earlier), looked(a)] : now(a);
  }

  /* In quotes, for it is what stands between two parts that tells such pids apart. */
  const parts = list => list.flatMap((p, i) => [(i ? ', ' : '') + p.field + ' \u201c', Factory.called(p.value), '\u201d']);

  /* What would turn the line round is written as JSON may write it. */
  const json = fields => JSON.stringify(fields, null, 2).replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, c => c.replace(/[^]/g, unit => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0')));

  function now(a) {
    if (a.state === 'several') {
      return a.each.map(one => make('section', 'alike', [make('h4', '', parts(one.parts)), make('p', '', TITLE[one.state]), ...now(one)]));
    }
    if (a.state === 'open') {
      return [rows([
        ['worker', 'in workshop ' + a.workshop + ', hired ' + time(a.hiredForSeconds) + ' ago'],
        ['has', many(a.materials, 'material') + ', ' + bytes(a.bytes) + (a.finished ? '; finished and without a permit yet: ' + many(a.finished, 'product') : '')],
        ['contract', contract(a.contract)],
        ['would close it', a.closedBy.join('; or ')],
        ['missing', a.missing === null ? 'the blueprint never calls it complete' : a.missing.map(apart).join(', ')],
        ['so far', make('pre', '', json(a.fields) + (a.cut ? '\n… shortened' : ''))],
        ['positions', held(a.held)]
      ]), actions(a, ['close', 'extend'])];
    }
    if (a.state === 'parked') {
      return [rows([
        ['why', apart(a.reason)], ['failed on', position(a.failing)],
        ['worker', 'in workshop ' + a.workshop + ', hired ' + time(a.hiredForSeconds) + ' ago'],
        ['has', many(a.materials, 'material') + ', ' + bytes(a.bytes)],
        ['contract', contract(a.contract)], ['positions', held(a.held)]
      ]), actions(a, ['release', 'extend'])];
    }
    if (a.state === 'under-way' || a.state === 'unanswered') return [make('p', '', a.text)];
    if (a.state === 'unknown') return [looked(a)];
    return [fates(a.fates), looked(a)];
  }

  function actions(a, names) {
    const seconds = make('input');
    seconds.type = 'number'; seconds.min = '1'; seconds.max = String(LONGEST_EXTENSION); seconds.value = '60';
    seconds.setAttribute('aria-label', 'seconds to extend by');
    const wrong = make('p', 'wrong');
    wrong.setAttribute('role', 'alert');
    const buttons = names.map(name => {
      const button = make('button', name === 'extend' ? '' : 'danger', name === 'extend' ? 'Extend by seconds' : name === 'close' ? 'Close now' : 'Release');
      button.type = 'button';
      button.dataset.action = name;
      button.addEventListener('click', () => {
        const by = Number(seconds.value);
        const right = name !== 'extend' || (Number.isInteger(by) && by >= 1 && by <= LONGEST_EXTENSION);
        wrong.textContent = right ? '' : 'A contract is extended by a whole number of seconds, from 1 to ' + count(LONGEST_EXTENSION) + ' (' + time(LONGEST_EXTENSION) + ').';
        if (right) act(a, name, by);
        else seconds.focus();
      });
      return button;
    });
    return make('div', 'row', names.includes('extend') ? [...buttons, seconds, make('span', 'small', '1 to ' + count(LONGEST_EXTENSION)), wrong] : buttons);
  }

  function show(title, parts, bad) {
    byId('why-answer').replaceChildren(make('div', 'answer' + (bad ? ' bad' : ''), [make('h3', '', title), ...parts]));
  }

  function say(text) {
    asked++;
    byId('why-answer').replaceChildren(make('p', 'note', text));
  }

  /* Another factory answers from now on: what the one before said is about nobody any more. */
  function forget() {
    listed++;
    byId('leading').hidden = true;
    document.querySelectorAll('#leading-tabs button').forEach(b => b.setAttribute('aria-pressed', 'false'));
    if (byId('confirm').open) byId('confirm').close('no');
    if (byId('why-answer').childElementCount) say('The factory was started anew since this was asked; ask again.');
  }

  async function read(response) {
    const answer = await response.json().catch(() => { throw new Error('The factory refuses this: status ' + response.status + '.'); });
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  function address(pid) {
    try {
      return new URL(WHY + encodeURIComponent(pid), location);
    } catch (e) {
      throw new Error('This pid cannot be asked for: it has half a letter in it.');
    }
  }

  async function question(pid) {
    const target = address(pid), name = '?pid='.length;
    const bytes = target.search.length - name, most = LONGEST_ADDRESS - target.pathname.length - name;
    if (bytes > most) throw new Error('This pid is too long to be asked for: in an address it takes ' + count(bytes) + ' bytes, and the most is ' + count(most) + '.');
    return read(await call(target));
  }

  /* A pid may end with a blank, but mostly one that is pasted has it from elsewhere. */
  async function lookFor(pid) {
    const answer = await question(pid), bare = pid.trim();
    return answer.state !== 'unknown' || bare === pid || !bare ? answer : question(bare);
  }

  /* What was done to it before, if anything was, stands above. */
  async function why(pid, ...done) {
    const mine = ++asked;
    byId('pid').value = pid;
    put = { pid, shown: byId('pid').value };
    show(called(pid), done.length ? done : [make('p', 'note', 'asking …')]);
    try {
      const answer = await lookFor(pid);
      if (mine !== asked) return;
      show(title(answer), [...done, ...body(answer)], answer.state === 'parked' || answer.state === 'scrapped');
      byId('why-answer').dataset.state = answer.state;
    } catch (e) {
      if (mine === asked) show(called(pid), [...done, make('p', '', e.message)], true);
    }
  }

  function confirmed(text) {
    const dialog = byId('confirm');
    byId('confirm-text').replaceChildren(...text);
    dialog.returnValue = 'no';
    return new Promise(resolve => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
      dialog.showModal();
    });
  }

  async function act(a, name, seconds) {
    const pid = a.pid;
    if (!await confirmed(ACTIONS[name](a.parts ? parts(a.parts) : [called(pid)], seconds))) return;
    const mine = ++asked;
    try {
      const order = { pid, action: name };
      if (a.parts) order.parts = a.parts.map(p => p.value);
      if (name === 'extend') order.seconds = seconds;
      const verdict = await read(await call('api/act', {
        method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Factory-Action': '1' }, body: JSON.stringify(order)
      }));
      if (mine !== asked) return;
      const said = make('p', 'done', verdict.text);
      if (name === 'extend' || !verdict.done) why(pid, said); // it goes on, and may be acted on again
      else show(called(pid), [said]);
    } catch (e) {
      if (mine === asked) show(called(pid), [make('p', '', e.message)], true);
    }
  }

  async function leading(by) {
    const mine = ++listed;
    const table = byId('leading');
    document.querySelectorAll('#leading-tabs button').forEach(b => b.setAttribute('aria-pressed', String(b.dataset.by === by)));
    try {
      const notes = await read(await call('api/workers?by=' + by));
      if (mine !== listed) return;
      table.tBodies[0].replaceChildren(...notes.map(n => {
        const pid = make('button', 'pid', called(n.pid));
        pid.type = 'button';
        pid.addEventListener('click', () => why(n.pid));
        return Factory.named(table, Factory.cells(pid, n.workshop, time(n.hiredForSeconds), count(n.materials) + (n.parked ? ' parked' : ''), bytes(n.bytes), rate(n.perSecond)));
      }));
      if (!notes.length) table.tBodies[0].replaceChildren(Factory.cells('no worker is live'));
      table.hidden = false;
    } catch (e) {
      if (mine !== listed) return;
      table.tBodies[0].replaceChildren(Factory.cells(e.message));
      table.hidden = false;
    }
  }

  function begin(caller) {
    call = caller;
    byId('why-form').addEventListener('submit', event => {
      event.preventDefault();
      const written = byId('pid').value;
      const pid = written === put.shown ? put.pid : written;
      if (pid) why(pid);
      else say('Which pid? Enter one as it is written in products.');
    });
    byId('pid').addEventListener('input', () => { put = { pid: '', shown: '' }; }); // what a person writes is meant as it stands
    document.querySelectorAll('#leading-tabs button').forEach(b => b.addEventListener('click', () => leading(b.dataset.by)));
  }

  return { begin, forget };
})();
