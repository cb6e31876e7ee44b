'use strict';
/* Follows the factory: an event for each look of Ops, the first at once; the charts come as soon as their history is there. */
(() => {
  const { byId } = Factory;
  const LONGEST_WAIT = 10000;
  let wait = 500;
  let ended = false;
  let followed = 0;

  /* With the token, if one is known. EventSource could not send it, so the events are read from a fetch. */
  function call(path, options = {}) {
    const token = sessionStorage.getItem('factory-token');
    const headers = { ...options.headers };
    if (token) headers.Authorization = 'Bearer ' + token;
    return fetch(path, { ...options, headers, cache: 'no-store' });
  }

  function link(state, text) {
    byId('link').className = 'link ' + state;
    byId('link').textContent = text;
  }

  /* The factory's own; what a browser says of a connection is for nobody. */
  const words = e => e.constructor === Error && e.message.length < 60 ? e.message : 'connection lost';

  function askForToken() {
    byId('token-form').hidden = false;
    link('lost', 'token needed');
  }

  /* A line of an event. Only a line feed ends one here; for . and $ the marks U+2028 and U+2029 would, too, which data may have. */
  const field = (event, name) => event.split('\n').find(l => l.startsWith(name + ': '))?.slice(name.length + 2);

  function take(event) {
    const name = field(event, 'event'), data = field(event, 'data');
    if (!name || !data) return;
    if (name === 'end') {
      ended = true;
      link('lost', 'ended');
    } else if (name === 'state') {
      const state = JSON.parse(data);
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

  async function follow() {
    const stream = await call('api/stream');
    if (stream.status === 401) return askForToken();
    if (!stream.ok) throw new Error((await stream.json()).error);
    byId('token-form').hidden = true;
    ended = false;
    wait = 500;
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
    try {
      await follow();
    } catch (e) {
      followed++;
      if (!ended) link('lost', words(e));
      setTimeout(begin, wait);
      wait = Math.min(LONGEST_WAIT, 2 * wait);
    }
  }

  byId('token-form').addEventListener('submit', event => {
    event.preventDefault();
    sessionStorage.setItem('factory-token', byId('token').value);
    byId('token').value = '';
    begin();
  });
  FactoryAsk.begin(call);
  begin();
})();
