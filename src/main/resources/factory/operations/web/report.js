'use strict';
(() => {
  const data = id => JSON.parse(document.getElementById(id).textContent);
  /* What an account says in one row is one line here, with the indents of its further lines in it: a phone breaks it anew. */
  const rows = data('account-data').trimEnd().split(/\n(?! {11})/);
  document.getElementById('account').replaceChildren(...rows.map(row => Factory.make('div', '', row)));
  const state = data('state-data');
  Factory.show({ ...state, latency: state.latency.ofRun });
  const dated = (id, iso, zone) => {
    const element = document.getElementById(id);
    element.dateTime = iso;
    element.textContent = new Date(iso).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: zone });
  };
  dated('from', state.started);
  dated('to', state.at, 'short');
  document.title = state.factory + ', ' + document.getElementById('from').textContent;
  FactoryCharts.load(document.getElementById('charts'), data('history-data'));
})();
