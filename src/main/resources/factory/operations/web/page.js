'use strict';
/* Follows the factory: an event for each look of Ops, the first at once; the charts come as soon as their history is there. */
(() => {
  const { byId } = Factory;
  const TOKEN = 'factory-token';
  const FIRST_WAIT = 500, LONGEST_WAIT = 10000;
  let wait = FIRST_WAIT;
  let ended = false;
  let followed = 0;
  /* Of the latest state: whose it was, since when, and for how long it had been running. */
  let latest = null;
  /* Whether the next state is the first of its events. */
  let begins = false;
  const SOME_SECONDS = 5;
  /* One follower at a time: whoever begins anew sends the one before away. */
  let follower = new AbortController();

  /* With the token, if one is known. EventSource could not send it, so the events are read from a fetch. */
  function call(path, options = {}) {
    const token = sessionStorage.getItem(TOKEN);
    const headers = { ...options.headers };
    if (token) headers.Authorization = 'Bearer ' + token;
    return fetch(path, { ...options, headers, cache: 'no-store' });
  }

  /* The same for what a person asks: who reads the answer knows nothing of fetching. */
  async function ask(path, options) {
    try {
      return await call(path, options);
    } catch (e) {
      throw new Error(ended ? 'The factory has ended.' : 'The factory does not answer.');
    }
  }

  function link(state, text) {
    byId('link').className = 'link ' + state;
    byId('link').textContent = text;
  }

  /* The factory's own; what a browser says of a connection is for nobody. */
  const words = e => e.constructor === Error && e.message.length < 60 ? e.message : 'connection lost';

  function askForToken(note) {
    sessionStorage.removeItem(TOKEN);
    byId('token-form').hidden = false;
    byId('token-note').textContent = note;
    link('lost', 'token needed');
  }

  /* A line of an event. Only a line feed ends one here; for . and $ the marks U+2028 and U+2029 would, too, which data may have. */
  const field = (event, name) => event.split('\n').find(l => l.startsWith(name + ': '))?.slice(name.length + 2);

  /* Other events may be of another run: of another name or start, or of one that has been running for less. A clock that is set while events come changes nothing. */
  function look(state) {
    const run = { factory: state.factory, started: Date.parse(state.started) / 1000, running: state.runningSeconds };
    const other = begins && latest && (run.factory !== latest.factory || run.running < latest.running || Math.abs(run.started - latest.started) > SOME_SECONDS);
    latest = run;
    begins = false;
    if (other) FactoryAsk.forget();
  }

  function take(event) {
    const name = field(event, 'event'), data = field(event, 'data');
    if (!name || !data) return;
    if (name === 'end') {
      ended = true;
      link('lost', 'ended');
    } else if (name === 'state') {
      const state = JSON.parse(data);
      look(state);
      Factory.show(state);
      FactoryCharts.add(state.sample);
      link('live', 'live');
    }
  }

  /* One bad event costs itself: the next one may be good. */
  function tryToTake(event) {
    try {
      take(event);
    } catch (e) {
      console.error(e);
      link('lost', 'an event was not understood');
    }
  }

  async function load() {
    const history = await call('api/history');
    if (!history.ok) throw new Error((await history.json()).error);
    const record = await history.json();
    setTimeout(() => FactoryCharts.load(byId('charts'), record)); // a state that has come meanwhile is shown first
  }

  /* The past, however often it is refused: as long as these are the events that are followed. */
  async function chart(mine, pause) {
    if (mine !== followed) return;
    try {
      await load();
    } catch (e) {
      console.error(e);
      setTimeout(chart, pause, mine, Math.min(LONGEST_WAIT, 2 * pause));
    }
  }

  async function follow(signal) {
    const stream = await call('api/stream', { signal });
    if (signal.aborted) return;
    if (stream.status === 401) return askForToken(sessionStorage.getItem(TOKEN) ? 'That is not the token of this factory.' : '');
    if (!stream.ok) throw new Error((await stream.json()).error);
    byId('token-form').hidden = true;
    ended = false;
    begins = true;
    wait = FIRST_WAIT;
    chart(++followed, wait);
    const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error('connection lost');
      text += value;
      const events = text.split('\n\n');
      text = events.pop();
      events.forEach(tryToTake);
    }
  }

  async function begin() {
    follower.abort();
    follower = new AbortController();
    const { signal } = follower;
    wait = FIRST_WAIT;
    for (;;) {
      try {
        return await follow(signal);
      } catch (e) {
        if (signal.aborted) return;
        followed++;
        if (!ended) link('lost', words(e));
      }
      await new Promise(resolve => setTimeout(resolve, wait));
      if (signal.aborted) return;
      wait = Math.min(LONGEST_WAIT, 2 * wait);
    }
  }

  byId('token-form').addEventListener('submit', event => {
    event.preventDefault();
    const token = byId('token').value.trim();
    byId('token').value = '';
    if (!/^[!-~]+$/.test(token)) return askForToken('A token has visible ASCII characters only.'); // others cannot be sent
    sessionStorage.setItem(TOKEN, token);
    begin();
  });

  /* A link cannot send the token: what it leads to is fetched with it, and shown in place of the page. */
  async function lead(event) {
    const address = event.currentTarget.getAttribute('href');
    if (!sessionStorage.getItem(TOKEN) && !ended) return;
    event.preventDefault();
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
    try {
      const shown = URL.createObjectURL(await (await call(address)).blob());
      if (elsewhere) window.open(shown);
      else location.assign(shown);
    } catch (e) {
      link('lost', ended ? 'ended; nobody answers any more' : words(e));
    }
  }

  document.querySelectorAll('footer a').forEach(a => a.addEventListener('click', lead));
  FactoryAsk.begin(ask);
  begin();
})();
