// Asks each second for what is new. What comes was made by the server, with every text from outside escaped.
const feed = document.getElementById('feed');
const live = document.getElementById('live');
const most = Number(feed.dataset.most);
let newest = Number(feed.dataset.newest);

function show(news) {
  const latest = Number(news.getElementById('feed').dataset.newest);
  if (latest < newest) {
    // Another demo listens here now.
    location.reload();
    return;
  }
  newest = latest;
  document.getElementById('steps').replaceWith(news.getElementById('steps'));
  const messages = [...news.querySelectorAll('#feed > article')];
  messages.forEach((message) => message.classList.add('new'));
  feed.prepend(...messages);
  while (feed.children.length > most) {
    feed.lastElementChild.remove();
  }
}

function say(text, state) {
  live.textContent = text;
  live.className = state;
}

async function refresh() {
  try {
    const answer = await fetch(`feed?after=${newest}`, { cache: 'no-store' });
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    say('live', 'on');
  } catch (failure) {
    say('the demo has ended', 'off');
  }
  setTimeout(refresh, 1000);
}

refresh();
